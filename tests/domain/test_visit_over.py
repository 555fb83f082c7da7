"""A visit that is over: what its technician notes still counts, but it moves the order no more."""

import pytest

from fieldapp.domain import evidence
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.course import OrderState
from fieldapp.domain.mark import Entrance, Outcome, Step, StepResult
from tests.builders import NOW
from tests.jobs import a_signature, a_visit, at, press


@pytest.fixture
def visit():
    """Li's visit, given to somebody else while Li was on the way; the other has not even accepted."""
    visit = a_visit(until="accept")
    visit.order.move(OrderState.ASSIGNED, at(), what="reassign")
    visit.end_without_work(at(), Outcome.MOVED)
    return visit


@pytest.mark.parametrize("verb", ["set_out", "arrive"])
def test_whoever_no_longer_has_the_order_does_not_move_it(visit, verb):
    with pytest.raises(RuleBroken, match=r"visit\.over"):
        press(visit, verb)

    assert visit.order.state is OrderState.ASSIGNED


def test_nor_sign_it(visit):
    visit.order.state = OrderState.TO_BE_SIGNED  # the other has done the work

    with pytest.raises(RuleBroken, match=r"visit\.over"):
        visit.sign(at(), a_signature(visit))


def test_what_was_done_is_still_written_down(visit):
    evidence.note(visit, at(), words="门铃坏了")
    visit.tick(at(), key=Step.COVERS, result=StepResult.DONE)

    assert [entry.what for entry in visit.order.unwritten[-2:]] == ["note", "step"]


def test_a_visit_ends_once():
    visit = a_visit(until="ring")
    visit.enter(at(), answer=Entrance.NOT_NOW)
    version = visit.order.version

    visit.enter(at(), answer=Entrance.NOT_NOW)
    visit.end_without_work(at(), Outcome.MOVED)

    assert (visit.outcome, visit.ended_at, visit.order.version) == (Outcome.NOT_NOW, NOW, version)
