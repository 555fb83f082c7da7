"""Money of an errand, told by a phone that had no signal (4.4.1, 4.4.2)."""

import hashlib

import pytest

from fieldapp.domain.base import new_id
from fieldapp.domain.errand import account
from fieldapp.domain.order import Kind, Order
from tests.photographs import a_jpeg
from tests.sync.whole_visit import whole_visit

PICTURE = a_jpeg()
SLIP = {"words": "大米 5 公斤", "amount_fen": 6850, "sha256": hashlib.sha256(PICTURE).hexdigest()}
LAID = {"whose": "owner", "amount_fen": 20000, "words": ""}


@pytest.fixture
def errand(scene, order, tmp_path):
    scene.app.config["BLOBS"] = str(tmp_path / "blobs")

    def becomes_a_purchase(order: Order, _newest):
        order.kind, order.department = Kind.PURCHASE, Kind.PURCHASE.department

    scene.decide(order, becomes_a_purchase)
    return order


def test_what_was_laid_down_and_spent_comes_once_and_the_picture_of_the_receipt_by_its_own_lane(scene, errand, visit):
    phone, entry = scene.li_phone, str(new_id())
    assert scene.phone.put(f"/my/blobs/{SLIP['sha256']}", data=PICTURE).status_code == 422  # nobody named it yet
    said = [
        phone.press(visit, "advance", entry=str(new_id()), **LAID),
        phone.press(visit, "receipt", entry=entry, **SLIP),
    ]
    again = phone.press(visit, "receipt", entry=entry, **SLIP)

    assert phone.verdicts(*said, *said, again) == ["applied"] * 4 + ["noop"]

    assert account(scene.order_now(errand)).left_fen == 13150
    assert scene.phone.put(f"/my/blobs/{SLIP['sha256']}", data=PICTURE).status_code == 204
    assert phone.say(visit, "strike", entry=entry)["verdict"] == "applied"
    assert account(scene.order_now(errand)).left_fen == 20000


def test_told_after_the_signature_it_is_kept_for_the_bill_and_what_was_signed_stays(scene, errand, visit):
    phone = scene.li_phone
    phone.send(*whole_visit(scene, phone, visit))

    receipt = phone.say(visit, "receipt", entry=str(new_id()), **SLIP)

    assert (receipt["verdict"], receipt["code"]) == ("applied", "command.beside")
    assert not account(scene.order_now(errand))
    assert [entry.facts["amount_fen"] for entry in scene.journal(errand) if entry.what == "errand_receipt"] == [6850]


def test_told_by_whom_it_was_taken_from_it_counts_as_long_as_nothing_is_signed(scene, errand, visit):
    scene.reassign(errand, scene.zhao)

    receipt = scene.li_phone.say(visit, "receipt", entry=str(new_id()), **SLIP)

    assert receipt["code"] == "command.beside" and account(scene.order_now(errand)).spent_fen == 6850
