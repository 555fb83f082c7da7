"""Somebody whom an emergency called: at which rung, what spoke for them, and what they said (4.3.5)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model, SetOf, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.ladder import Step
from fieldapp.domain.whom_to_call import Merit


class Answer(StrEnum):
    """What they said."""

    TAKE = "take"  # 我去
    CANNOT = "cannot"  # 去不了


class Called(Model):
    """One person called by one emergency. What became of each message to them is told by its deliveries."""

    __tablename__ = "called"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    dispatch_id: Mapped[UUID] = mapped_column(ForeignKey("dispatch.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    step: Mapped[Step]
    at: Mapped[datetime]
    again_at: Mapped[datetime | None]  # called once more, louder
    merits: Mapped[frozenset[Merit]] = mapped_column(SetOf(Merit), default=frozenset)
    answer: Mapped[Answer | None]
    answered_at: Mapped[datetime | None]  # the moment we believe
    answered_device_at: Mapped[datetime | None]  # what the phone's own clock said
    answered_told_at: Mapped[datetime | None]  # when we heard of it
    reason: Mapped[str] = mapped_column(String(300), default="")

    __table_args__ = (
        UniqueConstraint("dispatch_id", "person_id", name="uq_called_dispatch_id"),
        Index("ix_called_person_id", "person_id", "at"),
    )

    @property
    def is_silent(self) -> bool:
        """Has nothing been heard of them?"""
        return self.answer is None

    def say(self, answer: Answer, act: Act, *, reason: str = "") -> None:
        """Keep what they said, by three clocks. Whoever could not and goes after all has the last word."""
        self.answer, self.reason = answer, reason[:300]
        self.answered_at, self.answered_device_at, self.answered_told_at = act.at, act.device_at, act.received_at
