"""Giving, moving, withdrawing and taking back an order."""

from datetime import timedelta

import pytest

from fieldapp.domain.assignment import Assignment, AssignmentEnd, assign, standing
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.course import OrderState
from fieldapp.domain.mark import Outcome
from fieldapp.domain.order import HoldReason, Order
from fieldapp.domain.people import Person
from tests.builders import NOW, li, sun, zhao
from tests.jobs import PROCEDURE_ID, an_order, at


def given(
    order: Order, to: Person | None = None, *, current: Assignment | None = None, reason: str = "", seconds: int = 0
) -> Assignment:
    act = at(NOW + timedelta(seconds=seconds))
    done = assign(
        order, to or li(), act, current=current, procedure_id=PROCEDURE_ID, begins=NOW, ends=None, reason=reason
    )
    done.replaces = current
    return done


def test_assigning_makes_a_visit_and_names_the_holder():
    order, technician = an_order(), li()
    assignment = given(order, technician)

    assert order.state is OrderState.ASSIGNED and order.holder_id == technician.id
    assert (assignment.visit.technician_id, assignment.visit.planned_from) == (technician.id, NOW)
    assert order.unwritten[-1].what == "assign"


def test_only_a_technician_can_be_sent():
    with pytest.raises(RuleBroken, match="assignment.no_technician"):
        given(an_order(), sun())


def test_the_same_person_again_is_refused():
    order, technician = an_order(), li()
    first = given(order, technician)
    with pytest.raises(RuleBroken, match="assignment.same_person"):
        given(order, technician, current=first, reason="again")


def test_moving_it_needs_a_reason():
    order = an_order()
    first = given(order)
    with pytest.raises(RuleBroken, match="order.reason_missing"):
        given(order, zhao(), current=first)


def test_moving_it_ends_the_first_visit_without_work():
    order, other = an_order(), zhao()
    first = given(order)
    given(order, other, current=first, reason="离得近")

    assert first.ended_as is AssignmentEnd.REASSIGNED and first.visit.outcome is Outcome.MOVED
    assert order.holder_id == other.id and order.unwritten[-1].why == "离得近"


def test_taking_it_back_restores_what_was_before():
    order = an_order()
    order.hold(at(), reason=HoldReason.PART)
    assignment = given(order)

    assignment.undo(order, at(NOW + timedelta(seconds=9)))

    assert (order.state, order.hold_reason, order.holder_id) == (OrderState.ON_HOLD, HoldReason.PART, None)
    assert assignment.visit.outcome is Outcome.UNDONE


def test_taking_back_a_move_gives_it_to_the_first_again():
    order, technician = an_order(), li()
    first = given(order, technician)
    second = given(order, zhao(), current=first, reason="离得近")

    second.undo(order, at())

    assert first.ended_at is None and first.visit.is_open
    assert order.state is OrderState.ASSIGNED and order.holder_id == technician.id


def test_after_ten_seconds_and_a_grace_it_is_too_late():
    order = an_order()
    assignment = given(order)
    with pytest.raises(RuleBroken, match="assignment.too_late"):
        assignment.undo(order, at(NOW + timedelta(seconds=16)))


def test_once_the_technician_has_taken_it_it_cannot_be_taken_back():
    order = an_order()
    assignment = given(order)
    assignment.visit.accepted_at = NOW
    with pytest.raises(RuleBroken, match="assignment.too_late"):
        assignment.undo(order, at())


def test_an_assignment_stands_until_its_visit_ends():
    order = an_order()
    assignment = given(order)
    assert standing(order, assignment) is assignment

    assignment.visit.ended_at = NOW

    assert standing(order, assignment) is None
    assert standing(order, None) is None
