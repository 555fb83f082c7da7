"""The ladder of an emergency goes up: each rung at its moment, or at once when the one before has come to nothing.

A rung goes out once. Its timer, a 去不了 and the supervisor's thumb all come here, each in a transaction that holds the
order; whoever comes second finds it gone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from fieldapp.domain.base import new_id
from fieldapp.domain.called import Called
from fieldapp.domain.candidates import candidates
from fieldapp.domain.dispatch import Dispatch
from fieldapp.domain.dispatch_in_hand import dispatch_in_hand
from fieldapp.domain.dispatch_news import alarm_message, call_message, desk_people, supervisors
from fieldapp.domain.journal import Act
from fieldapp.domain.ladder import CALLING, UNTIL_TAKEN, Step, drawn_nearer, following, rules_of
from fieldapp.domain.order import Order
from fieldapp.domain.timer import Due, call_off
from fieldapp.domain.whom_to_call import Candidate, whom_to_call


@dataclass(frozen=True, slots=True)
class Climb:
    """One emergency in hand, at one moment. ``by_id``: who pressed for it; nobody: the machine."""

    session: Session
    dispatch: Dispatch
    order: Order
    at: datetime
    by_id: UUID | None = None

    @property
    def act(self) -> Act:
        """For the journal."""
        return Act.here(by_id=self.by_id, now=self.at)

    def to(self, step: Step) -> bool:
        """Send this rung out, if it is still wanted and has not gone; tells whether it did."""
        rung = self.dispatch.rung(step)
        if rung.went_at is not None or not wanted(self.dispatch, step):
            return False
        early = rung.due_at - self.at
        rung.went_at = self.at
        self._call_off([rung.timer_key] if rung.due_at > self.at else [])
        facts = DEEDS[step](self)
        self.order.mention(self.act, "rung", step=step.value, **facts)
        if step in UNTIL_TAKEN:
            self._draw_nearer(early)
            self._go_on_if_nobody(step, rung.called)
        return True

    def go_on(self) -> None:
        """Somebody cannot: the next rung does not wait, unless there are others of whom we have not heard."""
        highest = self.dispatch.highest
        step = following(highest) if highest in UNTIL_TAKEN else None
        if step is not None and (step is not Step.BY_HAND or not self.dispatch.silent):
            self.to(step)

    def wait_again(self) -> None:
        """Set timers for all rungs that have not gone: whoever had taken it is not coming."""
        for rung in self.dispatch.rungs:
            if rung.went_at is None and rung.step in UNTIL_TAKEN:
                rung.due_at = max(rung.due_at, self.at)
                self.session.add(rung.timer(self.dispatch.branch_id))

    def call(self, step: Step) -> dict[str, Any]:
        """Call who is best now, and once more, louder, who was called and has said nothing."""
        rung, silent = self.dispatch.rung(step), self.dispatch.silent
        rules = rules_of(self.session, self.dispatch.branch_id)
        known = {one.person_id for one in self.dispatch.called}
        people = candidates(self.session, self.order, self.dispatch.peril, self.at)
        chosen = whom_to_call(step, people, rules, called=known)
        for one in silent:
            one.again_at = self.at
        self.dispatch.called.extend(self._called(one, step) for one in chosen)
        rung.called = len(chosen)
        self._tell([one.person_id for one in silent] + [one.id for one in chosen], step)
        return {"names": [one.name for one in chosen], "again": len(silent)}

    def alarm(self, step: Step, *, supervisor: bool = False, desk: bool = False) -> None:
        """Tell people of the office that an emergency needs them."""
        told = [(one, False) for one in (supervisors(self.session, self.order) if supervisor else ())]
        told += [(one, True) for one in (desk_people(self.session, self.order) if desk else ())]
        for person_id, at_the_desk in told:
            said = alarm_message(self.dispatch, self.order, person_id, step, self.at, at_the_desk=at_the_desk)
            self.order.messages.add(said)

    def _called(self, one: Candidate, step: Step) -> Called:
        return Called(id=new_id(), person_id=one.id, step=step, at=self.at, merits=one.merits, reason="")

    def _tell(self, people: Iterable[UUID], step: Step) -> None:
        for person_id in people:
            self.order.messages.add(call_message(self.dispatch, self.order, person_id, step, self.at))

    def _draw_nearer(self, early: timedelta) -> None:
        waiting = [rung for rung in self.dispatch.rungs if rung.went_at is None]
        for due in drawn_nearer([rung.due for rung in waiting], early, not_before=self.at):
            rung = self.dispatch.rung(due.step)
            self._call_off([rung.timer_key])
            rung.due_at = due.at
            self.session.add(rung.timer(self.dispatch.branch_id))

    def _go_on_if_nobody(self, step: Step, called: int) -> None:
        if step in CALLING and not called:
            self.to(CALLING_OR_HAND[step])

    def _call_off(self, keys: list[str]) -> None:
        if keys:
            self.session.execute(call_off(keys, at=self.at))


def rung_is_due(session: Session, due: Due, now: datetime) -> None:
    """The deed of the topic ``rung``: its moment has come, and it goes out if it is still wanted."""
    found = dispatch_in_hand(session, UUID(due.facts["dispatch"]))
    if found is not None:
        Climb(session, *found, now).to(Step(due.facts["step"]))


def wanted(dispatch: Dispatch, step: Step) -> bool:
    """Is this rung still wanted as the emergency stands now?"""
    if dispatch.is_over:
        return False
    if step not in UNTIL_TAKEN:
        return dispatch.arrived_at is None
    # Who has taken it over chooses alone; that nobody goes is still told at the last rung.
    return not dispatch.is_taken and (dispatch.taken_over_at is None or step is Step.BY_HAND)


def _everybody(climb: Climb) -> dict[str, Any]:
    climb.alarm(Step.EVERYBODY, supervisor=True)
    return climb.call(Step.EVERYBODY)


def _by_hand(climb: Climb) -> dict[str, Any]:
    climb.alarm(Step.BY_HAND, supervisor=True, desk=True)
    return {}


def _owner(climb: Climb) -> dict[str, Any]:
    climb.alarm(Step.OWNER, desk=True)
    return {}


def _breach(climb: Climb) -> dict[str, Any]:
    climb.dispatch.breached_at = climb.dispatch.breached_at or climb.at
    climb.alarm(Step.BREACH, supervisor=True, desk=True)
    return {}


DEEDS: dict[Step, Callable[[Climb], dict[str, Any]]] = {
    Step.FIRST: lambda climb: climb.call(Step.FIRST),
    Step.NEXT: lambda climb: climb.call(Step.NEXT),
    Step.EVERYBODY: _everybody,
    Step.BY_HAND: _by_hand,
    Step.OWNER: _owner,
    Step.BREACH: _breach,
}
CALLING_OR_HAND = {step: next_step for step in CALLING if (next_step := following(step))}
