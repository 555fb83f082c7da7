"""What is marked during a visit: steps done or skipped, things tried together, the answer at the door, how it ended."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model, new_id


class Step(StrEnum):
    """What a technician ticks (clauses 4.5.1 to 4.5.4, and the closing steps of field practice)."""

    COVERS = "covers"
    GREET = "greet"
    ASK = "ask"
    LOOK = "look"
    MAT = "mat"
    WORK = "work"
    CLEAN = "clean"
    EXPLAIN = "explain"
    FAREWELL = "farewell"


class StepResult(StrEnum):
    """Done, or left out for a reason."""

    DONE = "done"
    SKIPPED = "skipped"


class Trial(StrEnum):
    """What is tried together after the work."""

    TAP = "tap"
    DRAIN = "drain"
    METER = "meter"
    POWER = "power"
    LOCK = "lock"
    OTHER = "other"


class Outcome(StrEnum):
    """How a visit ended. All of them are proper ends."""

    DONE = "done"
    NOBODY_HOME = "nobody_home"
    NOT_NOW = "not_now"
    STOPPED = "stopped"
    MOVED = "moved"  # given to somebody else
    UNDONE = "undone"  # the assignment was taken back at once


class Entrance(StrEnum):
    """The owner's answer at the door (4.5.3)."""

    COME_IN = "come_in"
    NOT_NOW = "not_now"


class StepMark(Model):
    """One step of one visit, as it was last ticked; the journal keeps what it was before."""

    __tablename__ = "step_mark"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"))
    key: Mapped[Step]
    result: Mapped[StepResult]
    reason: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("visit_id", "key", name="uq_step_mark_visit_id"),)


class TrialMark(Model):
    """One thing tried together, and whether it was good."""

    __tablename__ = "trial_mark"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"))
    key: Mapped[Trial]
    good: Mapped[bool]
    remark: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime]

    __table_args__ = (Index("ix_trial_mark_visit_id", "visit_id"),)
