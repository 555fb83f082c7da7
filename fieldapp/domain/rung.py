"""One rung of one emergency's ladder: when it was to go out, and when it did (4.3.5)."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model, new_id
from fieldapp.domain.ladder import Due, Step
from fieldapp.domain.timer import Timer

TOPIC = "rung"  # of its timer


class Rung(Model):
    """It goes out once, whoever comes first: its timer, a 去不了, or the supervisor's thumb."""

    __tablename__ = "rung"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    dispatch_id: Mapped[UUID] = mapped_column(ForeignKey("dispatch.id"))
    step: Mapped[Step]
    due_at: Mapped[datetime]
    went_at: Mapped[datetime | None]
    called: Mapped[int] = mapped_column(default=0)  # how many people
    waits: Mapped[int] = mapped_column(default=0)  # how often a timer was set for it

    __table_args__ = (UniqueConstraint("dispatch_id", "step", name="uq_rung_dispatch_id"),)

    @property
    def due(self) -> Due:
        """The same as a plain value."""
        return Due(self.step, self.due_at)

    @property
    def late(self) -> timedelta | None:
        """How long after its moment it went out; None as long as it has not, or when it went out early."""
        return max(self.went_at - self.due_at, timedelta()) if self.went_at else None

    @property
    def timer_key(self) -> str:
        """The key of the timer that is set for it now."""
        return f"{TOPIC}:{self.dispatch_id}:{self.step}:{self.waits}"

    def timer(self, branch_id: UUID) -> Timer:
        """A new timer for the moment at which it is due; the one before, if any, has to be called off."""
        self.waits += 1
        facts = {"dispatch": str(self.dispatch_id), "step": self.step.value}
        return Timer.at(self.due_at, TOPIC, self.timer_key, branch_id=branch_id, urgent=True, **facts)
