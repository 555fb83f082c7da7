"""Who was sent, by whom, when and why: the history apart from who holds the order now."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from fieldapp.domain.base import Model, RuleBroken, new_id
from fieldapp.domain.course import UNDER_WAY, OrderState
from fieldapp.domain.journal import Act
from fieldapp.domain.mark import Outcome
from fieldapp.domain.message import Message
from fieldapp.domain.order import HoldReason, Order, reason_given
from fieldapp.domain.order_messages import (
    assigned_key,
    reassigned_key,
    tell_assigned,
    tell_nobody_goes,
    tell_reassigned,
)
from fieldapp.domain.people import Person, Role
from fieldapp.domain.visit import Visit

UNDO_WITHIN = timedelta(seconds=10)
GRACE = timedelta(seconds=5)  # for the way from the finger to the server


class AssignmentEnd(StrEnum):
    """Why an assignment is over."""

    REASSIGNED = "reassigned"
    UNDONE = "undone"
    WITHDRAWN = "withdrawn"


class Assignment(Model):
    """One order given to one technician."""

    __tablename__ = "assignment"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("service_order.id"))
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"))
    technician_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(200), default="")
    state_before: Mapped[OrderState]
    hold_reason_before: Mapped[HoldReason | None]
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("assignment.id"))
    ended_at: Mapped[datetime | None]
    ended_as: Mapped[AssignmentEnd | None]

    visit: Mapped[Visit] = relationship(lazy="raise")
    replaces: Mapped["Assignment | None"] = relationship(lazy="raise", remote_side=[id])

    __table_args__ = (Index("ix_assignment_order_id", "order_id", "at"),)

    @property
    def unsent(self) -> list[str]:
        """The timers of what it tells people: called off by whoever takes it back."""
        keys = [assigned_key(self.id), *([reassigned_key(self.replaces_id)] if self.replaces_id else [])]
        return [Message.timer_key(key) for key in keys]

    def undo(self, order: Order, act: Act) -> None:
        """Take it back at once: everything is as it was before, and the journal says so.

        Raises RuleBroken ``assignment.too_late`` after ten seconds or once the technician has begun.
        """
        begun = self.visit.accepted_at is not None
        if self.ended_at is not None or begun or act.at > self.at + UNDO_WITHIN + GRACE:
            raise RuleBroken("assignment.too_late", seconds=int(UNDO_WITHIN.total_seconds()))
        self._end(act, AssignmentEnd.UNDONE, Outcome.UNDONE)
        order.restore(self.state_before, act, what="undo_assignment", visit_id=self.visit_id)
        order.hold_reason = self.hold_reason_before
        order.holder_id = None
        if self.replaces is not None:
            self.replaces.resume(order)
        if order.urgent:
            tell_nobody_goes(order, self.technician_id, act, assignment_id=self.id)  # they were told at once

    def resume(self, order: Order) -> None:
        """This one stands again, because the one that replaced it was taken back."""
        self.ended_at = self.ended_as = None
        self.visit.ended_at = self.visit.outcome = None
        order.holder_id = self.technician_id

    def give_way(self, act: Act) -> None:
        """Somebody else goes instead; what this technician did stays theirs."""
        self._end(act, AssignmentEnd.REASSIGNED, Outcome.MOVED)

    def give_back(self, act: Act) -> None:
        """The one who had it before went on with it; this technician has not begun."""
        self._end(act, AssignmentEnd.UNDONE, Outcome.MOVED)

    def withdraw(self, act: Act) -> None:
        """Nobody goes for now: the order was held, cancelled or rearranged."""
        self._end(act, AssignmentEnd.WITHDRAWN, Outcome.MOVED)

    def _end(self, act: Act, as_: AssignmentEnd, outcome: Outcome) -> None:
        self.ended_at, self.ended_as = act.at, as_
        self.visit.end_without_work(act, outcome)


def assign(
    order: Order,
    to: Person,
    act: Act,
    *,
    current: Assignment | None,
    procedure_id: UUID,
    begins: datetime | None,
    ends: datetime | None,
    reason: str = "",
    visit_id: UUID | None = None,
    what: str = "",
    **facts: Any,
) -> Assignment:
    """Give the order to a technician, or to another one, which needs a reason (4.2.2, 4.3.2).

    ``current`` is the assignment that stands now, if any; ``visit_id`` the id of the new visit where a phone knows it
    already; ``what`` and ``facts`` tell the journal of an assignment that nobody in the office made.

    Raises RuleBroken ``assignment.same_person``, ``assignment.no_technician``, ``order.reason_missing`` or
    ``order.not_allowed``.
    """
    if Role.TECHNICIAN not in to.roles:
        raise RuleBroken("assignment.no_technician", name=to.name)
    if current is not None and current.technician_id == to.id:
        raise RuleBroken("assignment.same_person", name=to.name)
    why = reason_given(reason) if current is not None else reason.strip()
    state_before, hold_before = order.state, order.hold_reason
    visit = Visit(
        id=visit_id or new_id(),
        order_id=order.id,
        technician_id=to.id,
        procedure_id=procedure_id,
        planned_from=begins,
        planned_until=ends,
        rings=0,
    )
    order.move(
        OrderState.ASSIGNED,
        act,
        what=what or ("reassign" if current else "assign"),
        why=why,
        visit_id=visit.id,
        technician=str(to.id),
        name=to.name,
        **facts,
    )
    if current is not None:
        current.give_way(act)
        tell_reassigned(order, current.technician_id, act, assignment_id=current.id, wait=UNDO_WITHIN + GRACE)
    order.holder_id, order.hold_reason = to.id, None
    id = new_id()
    tell_assigned(order, to.id, act, assignment_id=id, wait=UNDO_WITHIN + GRACE)
    return Assignment(
        id=id,
        order_id=order.id,
        visit=visit,
        technician_id=to.id,
        by_id=act.by_id,
        at=act.at,
        reason=why,
        state_before=state_before,
        hold_reason_before=hold_before,
        replaces_id=current.id if current else None,
    )


def standing(order: Order, newest: Assignment | None) -> Assignment | None:
    """The newest assignment, if it still holds the order: one whose visit ended is no holder any more."""
    holds = newest is not None and newest.ended_at is None and newest.visit.is_open and order.state in UNDER_WAY
    return newest if holds else None


def newest_assignment(order_id: UUID) -> Select[Assignment]:
    """The last assignment of an order, one that stands before one that ended, with its visit and what it replaced."""
    return (
        select(Assignment)
        .where(Assignment.order_id == order_id)
        .order_by(Assignment.ended_at.is_not(None), Assignment.at.desc(), Assignment.id.desc())
        .limit(1)
        .options(
            joinedload(Assignment.visit),
            joinedload(Assignment.replaces).joinedload(Assignment.visit),
        )
    )
