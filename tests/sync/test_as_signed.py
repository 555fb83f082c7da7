"""What the owner agreed to and signed without signal is kept as it was seen, even if the office knows otherwise."""

import pytest

from fieldapp.domain.base import new_id
from fieldapp.domain.course import OrderState
from fieldapp.domain.mark import Outcome
from fieldapp.domain.signature import PriceAgreement, Signature
from fieldapp.domain.visit import Visit
from tests.jobs import a_line
from tests.sync.whole_visit import price, sign, whole_visit


def test_a_price_that_the_office_does_not_know_is_kept_as_agreed_and_flagged(scene, order, visit):
    phone = scene.li_phone
    phone.send(phone.press(visit, "arrive"), phone.press(visit, "enter", answer="come_in"))

    receipt = phone.say(
        visit, "price", total_fen=1400, catalogue_version="2026-3", document_sha256="0" * 64, answer="agreed"
    )

    (agreement,) = scene.all_of(PriceAgreement)
    assert receipt["verdict"] == "applied" and agreement.differs and agreement.total_fen == 1400
    assert scene.order_now(order).state is OrderState.PRICE_AGREED
    assert phone.say(visit, "step", key="work", result="done")["verdict"] == "applied"


def test_work_begun_on_a_price_that_the_office_has_changed_since_goes_on(scene, order, visit):
    phone = scene.li_phone
    phone.send(phone.press(visit, "arrive"), phone.press(visit, "enter", answer="come_in"))
    phone.send(price(scene, phone, visit))
    scene.decide(order, lambda order, _: order.put(one_more(scene)))

    assert phone.say(visit, "step", key="mat", result="done")["verdict"] == "applied"
    assert scene.order_now(order).state is OrderState.WORKING


def test_work_without_any_price_is_kept_without_moving_the_order(scene, order, visit):
    phone = scene.li_phone
    phone.send(phone.press(visit, "arrive"), phone.press(visit, "enter", answer="come_in"))

    receipt = phone.say(visit, "step", key="work", result="done")

    assert (receipt["verdict"], receipt["code"]) == ("applied", "command.beside")
    assert scene.order_now(order).state is OrderState.INSIDE
    assert phone.say(visit, "complete")["verdict"] == "parked"


def test_what_was_signed_is_kept_as_it_was_read_though_the_order_says_otherwise(scene, order, visit):
    commands = whole_visit(scene, scene.li_phone, visit)
    scene.li_phone.send(*commands[:-2])
    scene.decide(order, lambda order, _: order.put(one_more(scene)))

    assert scene.li_phone.verdicts(*commands[-2:]) == ["applied", "applied"]
    (signature,) = scene.all_of(Signature)
    assert signature.differs and signature.contents["total_fen"] == 1500
    assert scene.order_now(order).state is OrderState.CALL_BACK_DUE
    assert scene.all_of(Visit, Visit.id == visit)[0].outcome is Outcome.DONE


@pytest.mark.parametrize(
    "spoil",
    [
        lambda document: document | {"total_fen": 1.5},
        lambda document: document | {"total_fen": None},
        lambda document: document | {"more": "words"},
        lambda document: {name: document[name] for name in document if name != "owner"},
        lambda document: document | {"lines": [{}]},
        lambda document: document | {"visit": str(new_id())},
        lambda document: document | {"address": "sir"},
        lambda document: document | {"owner": "\ud800"},
        lambda document: document | {"owner": "a\x00b"},
        lambda document: {},
    ],
)
def test_what_is_no_document_of_ours_is_not_taken_for_one(scene, order, visit, spoil):
    commands = whole_visit(scene, scene.li_phone, visit, spoil=spoil)

    receipts = scene.li_phone.send(*commands)

    assert [receipt["verdict"] for receipt in receipts][-2:] == ["rejected", "parked"]
    assert receipts[-2]["code"] == "signature.document_broken"


def test_a_hash_that_is_not_that_of_its_document_is_refused(scene, order, visit):
    commands = whole_visit(scene, scene.li_phone, visit)
    commands[-2]["data"]["document_sha256"] = "0" * 64

    assert scene.li_phone.verdicts(*commands)[-2] == "rejected"


def test_a_second_signature_of_the_work_waits_for_the_office(scene, order, visit):
    commands = whole_visit(scene, scene.li_phone, visit)
    second = sign(scene, scene.li_phone, visit)
    scene.li_phone.send(*commands[:-1])

    (receipt,) = scene.li_phone.send(second)

    assert (receipt["verdict"], receipt["code"]) == ("parked", "signature.already_there")
    assert len(scene.all_of(Signature)) == 1


def one_more(scene):
    return a_line(scene.item)
