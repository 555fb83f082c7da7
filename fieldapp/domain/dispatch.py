"""The dispatch of an emergency: from the report to the door within ten minutes, second by second (4.3.5).

Who goes is decided once: the first 我去 that comes here wins, and everybody else is told who it was. Whoever changes a
dispatch holds its order's row, so that of two at the same moment the second finds what the first wrote.
"""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fieldapp.domain.base import Model, RuleBroken, new_id
from fieldapp.domain.called import Called
from fieldapp.domain.journal import Act
from fieldapp.domain.ladder import Step
from fieldapp.domain.peril import Peril
from fieldapp.domain.rung import Rung

# What the office watches: not over, or a breach that nobody has explained. One literal text, shared by the partial
# index and by the queries that mean to use it.
UNSETTLED = text("(over_at IS NULL OR (breached_at IS NOT NULL AND breach_reason_at IS NULL))")


class Dispatch(Model):
    """One emergency. Its ladder is its rungs; whom they called stands beside them."""

    __tablename__ = "dispatch"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    order_id: Mapped[UUID] = mapped_column(ForeignKey("service_order.id"), unique=True)
    peril: Mapped[Peril]
    raised_at: Mapped[datetime]
    raised_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    door_by: Mapped[datetime]
    takes: Mapped[int] = mapped_column(default=0)  # how often somebody took it: more than once when one gave it back
    taken_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[datetime | None]
    chosen_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # who sent them by hand
    visit_id: Mapped[UUID | None] = mapped_column(ForeignKey("visit.id"))
    taken_over_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # the supervisor chooses by hand
    taken_over_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    controlled_at: Mapped[datetime | None]
    owner_called_at: Mapped[datetime | None]
    owner_called_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    breached_at: Mapped[datetime | None]
    breach_reason: Mapped[str] = mapped_column(String(300), default="")
    breach_reason_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    breach_reason_at: Mapped[datetime | None]
    over_at: Mapped[datetime | None]  # at the door, or nobody is wanted any more

    rungs: Mapped[list[Rung]] = relationship(lazy="raise", order_by=Rung.due_at, cascade="all, delete-orphan")
    called: Mapped[list[Called]] = relationship(lazy="raise", order_by=Called.at, cascade="all, delete-orphan")

    __table_args__ = (
        Index("ix_dispatch_branch_id", "branch_id", "raised_at", sqlite_where=UNSETTLED, postgresql_where=UNSETTLED),
        Index("ix_dispatch_raised_at", "branch_id", "raised_at"),
    )

    @property
    def is_taken(self) -> bool:
        """Does somebody go?"""
        return self.taken_by_id is not None

    @property
    def is_over(self) -> bool:
        """Is nobody waited for any more?"""
        return self.over_at is not None

    @property
    def still_called(self) -> bool:
        """Does the machine still look for somebody?"""
        return not (self.is_over or self.is_taken)

    @property
    def wants_a_reason(self) -> bool:
        """The ten minutes are over, and nobody has said why."""
        return self.breached_at is not None and self.breach_reason_at is None

    def rung(self, step: Step) -> Rung:
        """The rung of this step."""
        return next(rung for rung in self.rungs if rung.step is step)

    @property
    def highest(self) -> Step | None:
        """The last rung that went out."""
        gone = {rung.step for rung in self.rungs if rung.went_at is not None}
        return next((step for step in reversed(Step) if step in gone), None)

    def call_of(self, person_id: UUID) -> Called | None:
        """The record of this person, if they were called."""
        return next((one for one in self.called if one.person_id == person_id), None)

    @property
    def silent(self) -> list[Called]:
        """Who was called and has said nothing."""
        return [one for one in self.called if one.is_silent]

    def visit_for(self, person_id: UUID) -> UUID:
        """The id of the visit that this person begins if they are the one who goes.

        It is known before anybody takes it, so that a phone without signal can go on after 我去.
        """
        return visit_id_for(self.id, person_id, self.takes)

    def take(self, act: Act, person_id: UUID, *, visit_id: UUID, chosen_by_id: UUID | None = None) -> None:
        """This person goes. Raises RuleBroken ``dispatch.over``, ``dispatch.taken``."""
        if self.is_over:
            raise RuleBroken("dispatch.over")
        if self.is_taken:
            raise RuleBroken("dispatch.taken")
        self.taken_by_id, self.taken_at, self.visit_id = person_id, act.at, visit_id
        self.chosen_by_id, self.takes = chosen_by_id, self.takes + 1

    def let_go(self) -> None:
        """Whoever went cannot after all: it is open again."""
        self.taken_by_id = self.taken_at = self.visit_id = self.chosen_by_id = None

    def take_over(self, act: Act) -> None:
        """The supervisor chooses by hand. Raises RuleBroken ``dispatch.over``, ``dispatch.taken``."""
        if self.is_over or self.is_taken:
            raise RuleBroken("dispatch.over" if self.is_over else "dispatch.taken")
        if self.taken_over_at is None:
            self.taken_over_at, self.taken_over_by_id = act.at, act.by_id

    def reach_the_door(self, at: datetime, *, heard_at: datetime) -> bool:
        """Somebody is there. Nothing is waited for any more.

        Tells whether a breach was taken back: a phone without signal was there in time, and we only heard of it late.
        """
        self.arrived_at = at
        self.end(heard_at)
        recorded, in_time = self.breached_at, at <= self.door_by
        self.breached_at = None if in_time else recorded or self.door_by
        return in_time and recorded is not None

    def end(self, at: datetime) -> None:
        """Nobody is wanted any more: the order was cancelled, or goes elsewhere."""
        self.over_at = self.over_at or at

    def call_owner(self, act: Act) -> None:
        """The customer centre has spoken with the owner."""
        if self.owner_called_at is None:
            self.owner_called_at, self.owner_called_by_id = act.at, act.by_id

    def explain(self, act: Act, reason: str) -> None:
        """Why it took longer than ten minutes. Raises RuleBroken ``order.reason_missing``."""
        if not reason.strip():
            raise RuleBroken("order.reason_missing")
        self.breach_reason, self.breach_reason_at, self.breach_reason_by_id = reason.strip()[:300], act.at, act.by_id

    def took(self) -> timedelta | None:
        """From the report to the door."""
        return self.arrived_at - self.raised_at if self.arrived_at else None


def visit_id_for(dispatch_id: UUID, person_id: UUID, takes: int) -> UUID:
    """A UUIDv7 of the moment of the report, the same whoever works it out."""
    tail = hashlib.sha256(dispatch_id.bytes + person_id.bytes + bytes([takes % 256])).digest()[:10]
    made = bytearray(dispatch_id.bytes[:6] + tail)
    made[6], made[8] = made[6] & 0x0F | 0x70, made[8] & 0x3F | 0x80
    return UUID(bytes=bytes(made))
