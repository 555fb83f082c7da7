"""A worker's sign of life: without one, nobody would notice that nothing happens any more."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model

EVERY = timedelta(seconds=3)
SILENT_AFTER = timedelta(seconds=15)


class Heartbeat(Model):
    """One worker process, and when it last did its round."""

    __tablename__ = "heartbeat"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))  # machine and process
    started_at: Mapped[datetime]
    beat_at: Mapped[datetime]


def last_beat() -> Select[datetime | None]:
    """When any worker last gave a sign; None if none ever did."""
    return select(func.max(Heartbeat.beat_at))


def is_silent(beat_at: datetime | None, now: datetime) -> bool:
    """Has no worker given a sign for too long?"""
    return beat_at is None or now - beat_at > SILENT_AFTER
