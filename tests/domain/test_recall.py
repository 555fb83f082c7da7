"""The office decides that nobody goes: whoever was sent is called back, and keeps what they did."""

from fieldapp.domain.assignment import AssignmentEnd, assign
from fieldapp.domain.mark import Outcome
from fieldapp.domain.recall import recall
from tests.builders import NOW, li
from tests.jobs import PROCEDURE_ID, an_order, at


def assigned():
    order = an_order()
    return order, assign(order, li(), at(), current=None, procedure_id=PROCEDURE_ID, begins=NOW, ends=None)


def test_the_assignment_ends_and_nobody_holds_the_order():
    order, assignment = assigned()
    recall(order, assignment, at())
    assert assignment.ended_as is AssignmentEnd.WITHDRAWN and assignment.visit.outcome is Outcome.MOVED
    assert order.holder_id is None


def test_an_order_that_nobody_has_yet_is_left_alone():
    order = an_order()
    recall(order, None, at())
    assert order.holder_id is None


def test_what_ended_long_ago_is_not_ended_again():
    order, assignment = assigned()
    assignment.withdraw(at())
    ended_at = assignment.ended_at
    recall(order, assignment, at(NOW.replace(hour=5)))
    assert assignment.ended_at == ended_at
