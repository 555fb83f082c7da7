"""A press is the same press whether a plain form brings it or the phone's queue (I21)."""

from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.mark import StepMark
from fieldapp.domain.receipt import Receipt

PRESSES = (
    ("accept", {}, {}),
    ("arrive", {"place": "31.23,121.47"}, {"place": "31.23,121.47"}),
    ("step", {"key": "covers", "result": "done"}, {"key": "covers", "result": "done"}),
    ("ring", {"attempt": "1"}, {"attempt": 1}),
    ("enter", {"answer": "come_in"}, {"answer": "come_in"}),
    (
        "step",
        {"key": "ask", "result": "skipped", "reason": "赶时间"},
        {"key": "ask", "result": "skipped", "reason": "赶时间"},
    ),
    ("note", {"words": "门铃坏了"}, {"words": "门铃坏了"}),
    ("stop", {"reason": "太贵了"}, {"reason": "太贵了"}),
)


def test_a_form_and_the_queue_leave_the_same_rows(scene):
    by_form, by_queue = scene.order(), scene.order()
    phone = scene.li_phone
    for verb, typed, data in PRESSES:
        scene.send(scene.visit_of(by_form), {"command": str(new_id()), "verb": verb} | typed)
        assert phone.say(scene.visit_of(by_queue), verb, **data)["verdict"] == "applied"

    assert rows(scene, by_form) == rows(scene, by_queue)


def test_a_form_sent_twice_is_one_press(scene):
    order = scene.order()
    form = {"command": str(new_id()), "verb": "note", "words": "门铃坏了"}
    for _ in range(2):
        assert scene.send(scene.visit_of(order), form).status_code == 303

    assert [entry.what for entry in scene.journal(order)].count("note") == 1


def rows(scene, order_id):
    """What anybody can see of the order, without the ids and the device."""
    visit = scene.visit_of(order_id)
    with scene.app.app_context():
        receipts = db.session.scalars(select(Receipt).where(Receipt.visit_id == visit).order_by(Receipt.version)).all()
        marks = db.session.scalars(select(StepMark).where(StepMark.visit_id == visit).order_by(StepMark.key)).all()
    order = scene.order_now(order_id)
    return (
        [
            (entry.what, entry.by_id, entry.at, entry.to_state, entry.why, entry.facts)
            for entry in scene.journal(order_id)
        ][2:],
        [(one.verb, one.by_id, one.verdict, one.version) for one in receipts],
        [(mark.key, mark.result, mark.reason, mark.at) for mark in marks],
        (order.state, order.version, order.holder_id),
    )
