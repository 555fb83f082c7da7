"""The ladder of clause 4.3.5: whom it calls, when, and when it stops."""

from datetime import timedelta

import pytest

from fieldapp.domain.ladder import Step, usual
from tests.builders import BRANCH_ID


@pytest.fixture
def one_by_one(scene):
    """A branch that calls one person at a time."""
    rules = usual(BRANCH_ID)
    rules.first_called = rules.next_called = 1
    with scene.session() as session:
        session.add(rules)


def test_the_best_two_of_the_trade_are_called_at_once(scene):
    dispatch = scene.raised()

    assert scene.called(dispatch) == {"li": "first", "zhang": "first"}
    assert scene.told("dispatch") == ["li", "zhang"]
    assert scene.gone(dispatch) == {"first": 0}


def test_when_nobody_answers_each_rung_goes_out_at_its_second(scene):
    dispatch = scene.raised()

    for seconds in (59, 60, 119, 120, 180, 480, 600):
        with scene.at(seconds):
            pass

    assert scene.gone(dispatch) == {
        "first": 0, "next": 60, "everybody": 120, "by_hand": 180, "owner": 480, "breach": 600,
    }  # fmt: skip
    assert scene.called(dispatch) == {"li": "first", "zhang": "first", "zhou": "next", "ma": "everybody"}
    assert scene.dispatch(dispatch).breached_at is not None
    assert scene.waiting() == []


def test_other_engineering_trades_are_called_when_repair_staff_are_short_4_3_5(scene, one_by_one):
    dispatch = scene.raised()
    with scene.at(60):
        scene.cannot("zhang", dispatch)

    assert scene.called(dispatch) == {"li": "first", "zhang": "next", "zhou": "everybody", "ma": "everybody"}


def test_who_says_nothing_is_called_again_and_louder(scene):
    dispatch = scene.raised()
    with scene.at(60):
        pass

    assert scene.told("dispatch") == ["li", "zhang", "li", "zhang", "zhou"]
    assert scene.call_of(dispatch, "li").again_at is not None


def test_the_supervisor_is_told_with_everybody_and_the_front_desk_when_it_must_be_done_by_hand(scene):
    scene.raised()
    with scene.at(120):
        assert scene.told("alarm") == ["sun"]
    with scene.at(180):
        assert scene.told("alarm") == ["sun", "sun", "chen"]
    with scene.at(480):
        assert scene.told("alarm") == ["sun", "sun", "chen", "chen"]


def test_who_cannot_go_does_not_make_the_next_ones_wait(scene, one_by_one):
    dispatch = scene.raised()
    with scene.at(7):
        scene.cannot("li", dispatch, "在修水泵")

    assert scene.gone(dispatch) == {"first": 0, "next": 7}
    assert scene.call_of(dispatch, "li").reason == "在修水泵"
    with scene.at(67):
        assert scene.gone(dispatch)["everybody"] == 67


def test_of_everybody_one_who_cannot_does_not_trouble_the_supervisor_as_long_as_others_may_answer(scene):
    dispatch = scene.raised()
    with scene.at(120):
        scene.cannot("ma", dispatch)
        assert "by_hand" not in scene.gone(dispatch)
        for login in ("li", "zhang", "zhou"):
            scene.cannot(login, dispatch)
        assert scene.gone(dispatch)["by_hand"] == 120


def test_the_first_who_goes_wins_and_the_ladder_stops(scene):
    dispatch = scene.raised()
    with scene.at(12):
        assert scene.takes("zhang", dispatch) == "applied"
        assert scene.takes("zhang", dispatch) == "noop"
        assert scene.takes("li", dispatch) == "superseded"

    found, order = scene.dispatch(dispatch), scene.order_of(dispatch)
    assert (found.taken_by_id, order.holder_id, order.state) == (scene.id("zhang"), scene.id("zhang"), "accepted")
    assert scene.told("taken") == ["li"]
    assert scene.waiting() == ["breach", "owner"]
    with scene.at(300):
        assert scene.gone(dispatch) == {"first": 0}


def test_somebody_who_was_not_called_may_go_and_the_record_says_so(scene):
    dispatch = scene.raised()
    with scene.at(20):
        assert scene.takes("ma", dispatch) == "applied"

    taken = next(entry for entry in scene.journal(dispatch) if entry.what == "take")
    assert taken.facts["called"] is False
    assert taken.facts["name"] == "马超"


def test_who_gives_it_back_lets_the_ladder_go_on_at_once(scene, one_by_one):
    dispatch = scene.raised()
    with scene.at(10):
        scene.takes("li", dispatch)
    with scene.at(200):
        scene.cannot("li", dispatch, "车坏了")
        assert scene.gone(dispatch)["next"] == 200
        assert scene.dispatch(dispatch).taken_by_id is None
        assert scene.order_of(dispatch).state == "returned"
        assert scene.takes("zhang", dispatch) == "applied"


def test_who_is_given_back_twice_is_alarmed_about_twice(scene, one_by_one):
    dispatch = scene.raised()
    for seconds, login in ((10, "li"), (20, "zhang")):
        with scene.at(seconds):
            scene.takes(login, dispatch)
            scene.cannot(login, dispatch, "车坏了")

    assert scene.told("alarm")[:2] == ["sun", "sun"]


def test_a_rung_without_anybody_to_call_is_passed_at_once(scene):
    with scene.session() as session:
        for login in ("li", "zhang", "zhou"):
            session.merge(scene.people[login]).left_at = scene.act("chen").at
    dispatch = scene.raised()

    assert scene.gone(dispatch) == {"first": 0, "next": 0, "everybody": 0}
    assert scene.called(dispatch) == {"ma": "everybody"}


def test_where_nobody_is_on_duty_the_supervisor_hears_of_it_in_the_same_second(scene):
    with scene.session() as session:
        for login in ("li", "zhang", "zhou", "ma"):
            session.merge(scene.people[login]).left_at = scene.act("chen").at
    dispatch = scene.raised()

    assert set(scene.gone(dispatch)) == {"first", "next", "everybody", "by_hand"}
    assert scene.told("alarm") == ["sun", "sun", "chen"]


def test_a_worker_that_was_away_sends_every_rung_once_it_is_back(scene):
    dispatch = scene.raised()
    with scene.at(200):
        pass

    assert scene.gone(dispatch) == {"first": 0, "next": 200, "everybody": 200, "by_hand": 200}
    assert scene.dispatch(dispatch).rung(Step.NEXT).late == timedelta(seconds=140)
