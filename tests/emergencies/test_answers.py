"""我去 and 去不了 as a phone sends them, with and without signal."""

import pytest

from fieldapp.domain.base import new_id
from fieldapp.domain.dispatch import visit_id_for
from fieldapp.domain.receipt import Receipt
from tests.sync.conftest import Phone


@pytest.fixture
def phone_of(scene):
    return lambda login: Phone(scene.signed_in(login), scene.id(login))


def say(phone, verb, dispatch, **data):
    return phone.press(None, verb, dispatch=str(dispatch), **data) | {"visit": None}


def test_the_first_word_counts_and_the_second_hears_who_goes(scene, phone_of):
    dispatch = scene.raised()
    li, zhang = phone_of("li"), phone_of("zhang")

    (first,) = li.send(say(li, "take", dispatch))
    (second,) = zhang.send(say(zhang, "take", dispatch))

    assert (first["verdict"], first["code"]) == ("applied", "")
    assert (second["verdict"], second["code"]) == ("superseded", "dispatch.taken_by")
    assert "李建国" in second["message"] and "10:41:00" in second["message"]


def test_however_often_it_is_sent_the_answer_is_the_same(scene, phone_of):
    dispatch = scene.raised()
    li, zhang = phone_of("li"), phone_of("zhang")
    press, late = say(li, "take", dispatch), say(zhang, "take", dispatch)

    answers = [li.send(press), li.send(press), zhang.send(late), zhang.send(late)]

    assert answers[0] == answers[1] and answers[2] == answers[3]


def test_without_signal_the_way_and_the_door_follow_at_once(scene, phone_of):
    dispatch = scene.raised()
    li = phone_of("li")
    visit = visit_id_for(dispatch, scene.id("li"), 0)

    receipts = li.send(
        say(li, "take", dispatch),
        li.press(visit, "set_out"),
        li.press(visit, "arrive"),
        li.press(visit, "under_control", what="water"),
    )

    assert [receipt["verdict"] for receipt in receipts] == ["applied"] * 4
    found = scene.dispatch(dispatch)
    assert found.arrived_at and found.controlled_at and found.is_over
    assert scene.waiting() == []


def test_who_went_on_without_knowing_that_another_was_first_is_told_and_nothing_is_lost(scene, phone_of):
    dispatch = scene.raised()
    scene.takes("zhang", dispatch)
    li = phone_of("li")
    visit = visit_id_for(dispatch, scene.id("li"), 0)

    receipts = li.send(say(li, "take", dispatch), li.press(visit, "set_out"))

    assert [(one["verdict"], one["code"]) for one in receipts] == [("superseded", "dispatch.taken_by")] * 2
    assert "张伟" in receipts[1]["message"]
    assert len(scene.all_of(Receipt)) == 2


def test_a_visit_that_never_was_of_anybody_stays_unknown(scene, phone_of):
    scene.raised()
    li = phone_of("li")

    (receipt,) = li.send(li.press(new_id(), "set_out"))

    assert (receipt["verdict"], receipt["code"]) == ("rejected", "visit.unknown")


def test_cannot_sends_the_next_rung_out(scene, phone_of):
    dispatch = scene.raised()
    li = phone_of("li")

    (receipt,) = li.send(say(li, "cannot", dispatch, reason="在修水泵"))

    assert receipt["verdict"] == "applied"
    assert scene.gone(dispatch) == {"first": 0, "next": 0}


def test_an_arrival_in_time_that_is_heard_of_late_takes_the_breach_back(scene, phone_of):
    dispatch = scene.raised()
    scene.takes("li", dispatch)
    li = phone_of("li")
    arrived = li.press(visit_id_for(dispatch, scene.id("li"), 0), "arrive")
    with scene.at(601):
        assert scene.dispatch(dispatch).breached_at is not None
        li.send(arrived, sent_at=scene.act("li").at.isoformat())

    assert scene.dispatch(dispatch).breached_at is None
    assert scene.journal(dispatch)[-1].what == "breach_withdrawn"


def test_a_cleaner_cannot_answer(scene, phone_of):
    dispatch = scene.raised()
    with scene.session() as session:
        session.merge(scene.people["zhou"]).department = "cleaning"
    zhou = phone_of("zhou")

    (receipt,) = zhou.send(say(zhou, "take", dispatch))

    assert (receipt["verdict"], receipt["code"]) == ("rejected", "dispatch.unknown")
