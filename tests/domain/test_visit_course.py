"""The straight road of a visit, and what each step of it refuses."""

from datetime import UTC, datetime, timedelta

import pytest

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.course import FOLLOWS, OFFICE, UNDER_WAY, OrderState, allowed
from fieldapp.domain.mark import Entrance, Outcome, Step, StepResult
from tests.builders import NOW
from tests.jobs import COURSE, a_visit, at, press


def test_the_default_path_ends_with_a_call_back_due_at_the_end_of_the_next_working_day_3_1():
    visit = a_visit(until="complete")

    assert visit.order.state is OrderState.CALL_BACK_DUE
    assert visit.outcome is Outcome.DONE
    assert visit.order.call_back_due_at == datetime(2026, 11, 24, 10, tzinfo=UTC)  # 18:00 in Shanghai


@pytest.mark.parametrize("step", [step for step in COURSE if step not in {"ring", "test"}])
def test_each_step_said_twice_changes_nothing_the_second_time(step):
    visit = a_visit(until=step)
    version, state = visit.order.version, visit.order.state
    if step == "sign":
        visit.sign(at(), visit.signature)
    elif step != "price":  # agreeing again is a new answer
        press(visit, step)

    assert (visit.order.version, visit.order.state) == (version, state)


def test_every_change_is_written_with_its_states_and_its_three_clocks():
    visit = a_visit()
    visit.arrive(at(NOW, visit.technician_id))

    entry = visit.order.unwritten[-1]
    assert (entry.what, entry.from_state, entry.to_state) == ("arrive", "assigned", "at_the_door")
    assert (entry.by_id, entry.at, entry.received_at) == (visit.technician_id, NOW, NOW)


def test_whoever_sets_out_has_accepted():
    visit = a_visit(until="set_out")

    assert visit.accepted_at == NOW


def test_arriving_more_than_five_minutes_early_is_written_down_not_forbidden_4_5_1():
    visit = a_visit()
    assert visit.early_until == visit.planned_from - timedelta(minutes=5)

    visit.arrive(at(visit.planned_from - timedelta(minutes=6)))

    assert visit.order.unwritten[-1].facts == {"early": True}
    assert visit.order.state is OrderState.AT_THE_DOOR


def test_an_owner_who_agrees_to_an_early_visit_takes_the_guard_away_4_5_1():
    visit = a_visit()
    visit.agree_early(at())
    visit.arrive(at(visit.planned_from - timedelta(minutes=20)))

    assert visit.early_until is None
    assert visit.order.unwritten[-1].facts == {"early": False}


def test_nobody_rings_before_arriving():
    with pytest.raises(RuleBroken, match=r"visit\.not_now"):
        a_visit().ring(at(), attempt=1)


def test_giving_up_takes_a_second_ring_4_5_1():
    visit = a_visit(until="ring")

    with pytest.raises(RuleBroken, match=r"visit\.ring_again_first"):
        visit.no_answer(at(), called=True)
    visit.ring(at(), attempt=2)
    visit.no_answer(at(), called=True, new_from=NOW + timedelta(days=1), new_until=NOW + timedelta(days=1, hours=1))

    assert visit.outcome is Outcome.NOBODY_HOME
    assert visit.order.state is OrderState.TO_BE_REARRANGED
    assert visit.order.wanted_from == NOW + timedelta(days=1)
    assert visit.order.holder_id is None


def test_without_permission_nobody_goes_in_4_5_3():
    visit = a_visit(until="greet")

    visit.enter(at(), answer=Entrance.NOT_NOW)

    assert visit.entered_at is None
    assert visit.order.state is OrderState.TO_BE_REARRANGED


def test_leaving_a_step_out_takes_a_reason():
    visit = a_visit(until="arrive")

    with pytest.raises(RuleBroken, match="reason_missing"):
        visit.tick(at(), key=Step.COVERS, result=StepResult.SKIPPED)
    visit.tick(at(), key=Step.COVERS, result=StepResult.SKIPPED, reason="业主说不用")

    assert visit.mark(Step.COVERS).reason == "业主说不用"


def test_nobody_leaves_unsigned_4_2_5():
    with pytest.raises(RuleBroken, match="not_signed"):
        a_visit(until="test").complete(at())


@pytest.mark.parametrize("state", OrderState)
def test_what_may_follow_is_told_for_every_state_and_nothing_else_is_allowed(state):
    for other in OrderState:
        office = state in UNDER_WAY and other in OFFICE
        assert allowed(state, other) is (other in FOLLOWS.get(state, ()) or office)


def test_a_transition_that_is_not_allowed_is_refused_with_both_states():
    visit = a_visit()

    with pytest.raises(RuleBroken) as refused:
        visit.order.close(at())

    assert refused.value.code == "order.not_allowed"
    assert refused.value.facts == {"state": OrderState.ASSIGNED, "to": OrderState.CLOSED}
