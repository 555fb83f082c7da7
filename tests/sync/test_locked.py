"""After it was signed: every press, late or not, and every route of an order is tried; what was signed stays."""

import re
from uuid import UUID

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.document import canonical, work_document
from fieldapp.domain.photo import Photo
from fieldapp.domain.signature import Signature
from fieldapp.domain.visit_sheet import visit_at_work
from tests.builders import sun
from tests.sync.whole_visit import whole_visit

PHOTO = new_id()
PRESSES = {
    "line": {"line": str(new_id()), "words": "再加一个", "quantity_milli": 1000, "materials_fen": 0},
    "drop_line": {"line": ""},
    "warranty": {"line": "", "covered": True},
    "ask": {"question": "这个多少钱", "line": ""},
    "price": {
        "total_fen": 1,
        "catalogue_version": "01930000-0000-7000-8000-000000000003",
        "document_sha256": "0" * 64,
        "answer": "agreed",
    },
    "photo": {"photo": str(new_id()), "sha256": "b" * 64, "moment": "after", "consent": True},
    "drop_photo": {"photo": str(PHOTO)},
    "test": {"key": "drain", "good": True},
    "stop": {"reason": "业主不要了"},
    "transfer": {"component": "plumbing", "words": "漏", "consent": True},
    "no_answer": {"called": True},
}
# What the forms of all routes ask for, in one: each takes what it knows.
FORM = {
    "why": "改一下",
    "reason": "part",
    "words": "改一下",
    "window": "any",
    "component": "plumbing",
    "consent": "1",
    "anyway": "1",
    "amount": "5",
    "whose": "owner",
    "kind": "advance",
    "method": "cash",
    "receipt": "1",
    "can": "yes",
    "price": "99",
    "quantity": "9",
    "unit_price": "99",
    "decision": "counts",
    "requirements": "换个说法",
}
LEFT_OUT = ("/correction", "/sync", "/phone")  # corrections have tests of their own


@pytest.fixture
def signed(scene, order, visit):
    """Li was there, took a photo, and Ms Wang has signed; he has not left yet."""
    scene.li_phone.say(visit, "photo", photo=str(PHOTO), sha256="a" * 64, moment="before", consent=True)
    *until_signed, _goodbye = whole_visit(scene, scene.li_phone, visit)
    assert set(scene.li_phone.verdicts(*until_signed)) == {"applied"}
    scene.save(sun())
    return visit


def what_was_signed(scene, visit_id):
    """All of it, and what is shown with it."""
    with scene.app.app_context():
        visit = db.session.scalars(visit_at_work(visit_id)).one()
        order, signatures = visit.order, db.session.scalars(select(Signature)).all()
        dropped = dict(db.session.execute(select(Photo.id, Photo.dropped_at).where(Photo.id == PHOTO)).all())
        return (
            canonical(work_document(order, visit)),
            (
                order.requirements,
                order.price_fen,
                order.title_zh,
                order.wanted_from,
                order.errand,
                order.due_fen or 1500,
            ),
            (visit.agreement_id, visit.signature_id, dropped),
            [(one.document, one.document_sha256) for one in signatures],
        )


@pytest.mark.parametrize("left", [False, True], ids=["before he left", "after he left"])
def test_no_press_of_a_phone_changes_what_was_signed_and_each_is_told_so(scene, order, signed, left):
    before = what_was_signed(scene, signed)
    if left:
        scene.li_phone.say(signed, "complete")
    line = str(scene.order_now(order).lines[0].id)
    for verb, data in PRESSES.items():
        receipt = scene.li_phone.say(signed, verb, **data | ({"line": line} if data.get("line") == "" else {}))
        told = receipt["verdict"] in ("parked", "rejected") or receipt["code"] == "command.beside"
        assert verb == "ask" or (told and receipt["message"]), (verb, receipt)
    assert what_was_signed(scene, signed) == before


def test_no_button_at_the_door_changes_it_and_says_why(scene, order, signed):
    before, line = what_was_signed(scene, signed), str(scene.order_now(order).lines[0].id)
    for form in (
        {"verb": "line", "line": line, "quantity": "9"},
        {"verb": "drop_line", "line": line},
        {"verb": "drop_photo", "photo": str(PHOTO)},
        {"verb": "test", "key": "drain", "good": "1"},
    ):
        refused = scene.send(signed, form | {"command": str(new_id())})
        assert refused.status_code == 422 and "已经签字" in refused.text, form
    assert what_was_signed(scene, signed) == before


@pytest.mark.parametrize("left", [False, True], ids=["before he left", "after he left"])
def test_no_route_of_an_order_or_a_visit_changes_it(scene, order, signed, signed_in, left):
    before, tried = what_was_signed(scene, signed), 0
    if left:
        scene.li_phone.say(signed, "complete")
    known = {"order_id": order, "visit_id": signed}
    browsers = {"/my": scene.phone, "/board": signed_in("sun"), "/desk": signed_in("chen"), "/money": signed_in("chen")}
    for rule in scene.app.url_map.iter_rules():
        browser = browsers.get("/" + rule.rule.split("/")[1])
        if (
            browser is None
            or "POST" not in (rule.methods or ())
            or rule.rule.endswith(LEFT_OUT)
            or "<" not in rule.rule
        ):
            continue
        path = re.sub(r"<[^>]*?(\w+)>", lambda part: str(known.get(part[1], UUID(int=9))), rule.rule)
        form = FORM | {"version": str(scene.order_now(order).version), "id": str(new_id())}
        form |= {"technician": str(scene.zhao.id), "verb": "stop", "command": str(new_id())}
        answer = browser.post(path, data=form)
        tried += 1
        assert answer.status_code < 500, (path, answer.text)
        assert what_was_signed(scene, signed) == before, path
    assert tried > 25
