"""The rail: eleven marks, one of them in hand, in the order of the doorway (4.5)."""

import pytest

from fieldapp.domain import evidence
from fieldapp.domain.mark import Entrance, Step, StepResult, Trial
from fieldapp.domain.on_site import put_line
from fieldapp.domain.rail import Standing, current, rail
from tests.jobs import COURSE, a_line, a_visit, an_order, at, press, the_procedure

STEPS = the_procedure().steps


def standing(visit, **more):
    return {mark.key.value: mark.standing for mark in rail(visit, STEPS, **more)}


def in_hand(visit, **more):
    mark = current(rail(visit, STEPS, **more))
    return mark.key.value if mark else None


AFTER = {
    "": "arrive",
    "set_out": "arrive",
    "arrive": "covers",
    "covers": "bell",
    "ring": "bell",
    "greet": "enter",
    "enter": "look",
    "ask": "look",
    "look": "price",
    "price": "work",
    "mat": "work",
    "work": "test",
    "test": "sign",
    "sign": "leave",
    "complete": None,
}


@pytest.mark.parametrize("until", AFTER)
def test_after_each_press_the_next_step_is_in_hand(until):
    assert in_hand(a_visit(until=until)) == AFTER[until]


@pytest.mark.parametrize("until", ["", *COURSE])
def test_what_lies_before_the_step_in_hand_is_done_and_what_follows_is_not(until):
    standings = list(standing(a_visit(until=until)).values())
    assert standings == sorted(standings, key=list(Standing).index) and standings.count(Standing.CURRENT) <= 1


def test_the_door_opened_leads_to_the_greeting_without_being_kept():
    visit = a_visit(until="ring")
    assert in_hand(visit, door_opened=True) == "greet" and in_hand(visit) == "bell"


def test_a_skipped_step_is_no_done_one():
    visit = a_visit(until="arrive")
    visit.tick(at(), key=Step.COVERS, result=StepResult.SKIPPED, reason="业主说不用")
    assert standing(visit)["covers"] is Standing.SKIPPED and in_hand(visit) == "bell"


def test_a_free_job_has_no_price_to_agree():
    line = a_line()
    line.warranty = True
    visit = a_visit(an_order(None, line), until="look")
    assert "price" not in standing(visit) and in_hand(visit) == "work"


def test_a_line_that_changed_after_the_yes_brings_the_price_back():
    visit = a_visit(until="price")
    put_line(visit, at(), a_line(quantity=2))
    assert in_hand(visit) == "price"


def test_not_good_is_tried_again_until_it_is_good():
    visit = a_visit(until="work")
    evidence.try_out(visit, at(), key=Trial.TAP, good=False, remark="还滴水")
    assert in_hand(visit) == "test"
    evidence.try_out(visit, at(), key=Trial.TAP, good=True)
    assert in_hand(visit) == "sign"


def test_what_is_not_good_may_be_signed_as_it_is():
    visit = a_visit(until="work")
    evidence.try_out(visit, at(), key=Trial.TAP, good=False, remark="还滴水")
    press(visit, "sign")
    assert in_hand(visit) == "leave"


def test_a_visit_that_ended_at_the_door_has_nothing_in_hand_and_said_no_goodbye():
    visit = a_visit(until="greet")
    visit.enter(at(), answer=Entrance.NOT_NOW)
    assert in_hand(visit) is None and standing(visit)["leave"] is Standing.AHEAD
