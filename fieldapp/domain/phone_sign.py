"""What the board says of somebody's phone: how much waits on it, since when, and when it was last heard of."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from fieldapp.domain.device import CLOCK_WORTH_TELLING

OLD = timedelta(minutes=10)  # what waits longer is shown in amber
SILENT = timedelta(hours=1)  # a phone that was not heard of for so long while somebody is on duty


class Standing(StrEnum):
    """How a phone stands."""

    READY = "ready"  # heard of, and nothing waits for long
    POOR = "poor"  # something waits, was refused, or its clock is wrong
    SILENT = "silent"  # not heard of for long, or never


@dataclass(frozen=True, slots=True)
class PhoneSign:
    """The phone of one person: the one that was heard of last."""

    heard_at: datetime | None = None  # None: never
    waiting: int = 0
    oldest_at: datetime | None = None  # by the phone's own clock
    tray: int = 0
    offset_ms: int = 0

    @property
    def oldest_since(self) -> datetime | None:
        """Since when the oldest thing waits, by the server's clock."""
        return self.oldest_at + timedelta(milliseconds=self.offset_ms) if self.waiting and self.oldest_at else None

    @property
    def clock_wrong(self) -> timedelta | None:
        """By how much its clock is ahead (or, below zero, behind), when that is worth telling."""
        wrong = -timedelta(milliseconds=self.offset_ms)
        return wrong if abs(wrong) > CLOCK_WORTH_TELLING else None

    def oldest(self, now: datetime) -> timedelta | None:
        """How long the oldest thing has been waiting."""
        return max(now - self.oldest_since, timedelta()) if self.oldest_since else None

    def standing(self, now: datetime) -> Standing:
        """How it stands at this moment."""
        if self.heard_at is None:
            return Standing.SILENT
        if self.tray or self.clock_wrong or (self.oldest(now) or timedelta()) >= OLD:
            return Standing.POOR
        return Standing.SILENT if now - self.heard_at > SILENT else Standing.READY
