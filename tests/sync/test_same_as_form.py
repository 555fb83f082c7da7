"""A plain form and a phone's call say the same: the same press makes the same rows, whichever way it comes."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.capability import Question
from fieldapp.domain.journal import Entry
from fieldapp.domain.line import Line
from fieldapp.domain.mark import StepMark, TrialMark
from fieldapp.domain.order import Order
from fieldapp.domain.photo import Photo
from fieldapp.domain.receipt import Receipt
from fieldapp.domain.signature import PriceAgreement, Signature
from fieldapp.domain.visit import Visit
from tests.sync.whole_visit import whole_visit

STORED = (Order, Visit, Line, StepMark, TrialMark, Photo, PriceAgreement, Signature, Question, Entry, Receipt)
# Ids and numbers that every order has for itself, and what only a phone's call tells.
OWN = {
    *("id", "order_id", "visit_id", "owner_id", "room_id", "serial", "line_id", "agreement_id", "signature_id"),
    *("copy_token", "document", "document_sha256", "device", "seq", "base", "payload", "fingerprint"),
}


@pytest.mark.both_engines
def test_a_form_and_a_call_make_the_same_rows(scene):
    by_form, by_call = scene.order(), scene.order()
    visits = {order: scene.visit_of(order) for order in (by_form, by_call)}
    presses = whole_visit(scene, scene.li_phone, visits[by_call])
    as_forms = whole_visit(scene, scene.li_phone, visits[by_form])

    assert set(scene.li_phone.verdicts(*presses)) == {"applied"}
    for press in as_forms:
        answer = scene.send(visits[by_form], form_fields(press))
        assert answer.status_code == 303, answer.text

    assert rows(scene, visits[by_form], by_form) == rows(scene, visits[by_call], by_call)


def test_a_form_that_is_sent_twice_has_one_effect(scene):
    order = scene.order()
    visit = scene.visit_of(order)
    form = {"verb": "note", "words": "门铃坏了", "command": str(new_id())}

    assert [scene.send(visit, form).status_code for _ in range(2)] == [303, 303]
    assert [entry.what for entry in scene.journal(order)].count("note") == 1


def form_fields(press: dict[str, Any]) -> dict[str, str]:
    """The same press as a form without scripts sends it."""
    fields = {"verb": press["verb"], "command": press["id"]}
    for name, value in press["data"].items():
        fields[name] = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
    if press["verb"] == "test":
        fields = {"verb": "test", "command": press["id"], f"tried_{press['data']['key']}": "1"}
    return fields


def rows(scene: Any, visit: Any, order: Any) -> dict[str, list[dict[str, Any]]]:
    """All that is stored of an order, without what every order has for itself."""
    with scene.app.app_context():
        return {kind.__tablename__: [plain(row) for row in of(kind, visit, order)] for kind in STORED}


def of(kind: Any, visit: Any, order: Any) -> list[Any]:
    if kind in (Order, Visit):
        where = kind.id == (order if kind is Order else visit)
    elif hasattr(kind, "visit_id") and kind is not Entry:
        where = kind.visit_id == visit
    else:
        where = kind.order_id == order
    return list(db.session.scalars(select(kind).where(where).order_by(kind.id)))


def plain(row: Any) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key not in OWN}
