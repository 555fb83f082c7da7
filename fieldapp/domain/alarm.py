"""Something that a phone had kept may be lost: told to the board until somebody has looked into it."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model, new_id


class AlarmKind(StrEnum):
    """What was noticed."""

    HOLE = "hole"  # numbers in the phone's count that nobody has: facts "missing" (a list), "count"
    SILENT = "silent"  # a phone with commands waiting is not heard of any more: facts "waiting", "heard_at"
    WIPED = "wiped"  # another phone speaks for a person whose phone had commands waiting: facts "waiting", "heard_at"


class Alarm(Model):
    """One alarm about one phone of one person."""

    __tablename__ = "alarm"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    device: Mapped[UUID]
    kind: Mapped[AlarmKind]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    raised_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # None: the phone spoke again

    __table_args__ = (
        Index("ix_alarm_branch_id", "branch_id", "settled_at", "raised_at"),
        Index("ix_alarm_device", "device", "kind"),
    )

    def settle(self, *, by_id: UUID | None, at: datetime) -> None:
        """Somebody has looked into it. Twice is once."""
        if self.settled_at is None:
            self.settled_at, self.settled_by_id = at, by_id
