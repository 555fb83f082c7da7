"""The times that the front desk offers an owner on the telephone: the rest of today, and tomorrow."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

STRETCHES = ((9, 12), (13, 15), (15, 18))  # hours of the site's clock
OPENS, CLOSES = 9, 18


class Offer(NamedTuple):
    """A stretch of time, on the clock of the site."""

    begins: datetime
    ends: datetime

    @property
    def day_before(self) -> date:
        """The day before it: of what is offered for tomorrow, today."""
        return date.fromordinal(self.begins.toordinal() - 1)


def offers(now: datetime, zone: str) -> tuple[list[Offer], Offer]:
    """What is left of today's stretches, each from the next full hour on, and the whole of tomorrow."""
    there = now.astimezone(ZoneInfo(zone))
    earliest = _next_hour(there)
    today = [_stretch(there, begins, ends) for begins, ends in STRETCHES]
    left = [Offer(max(begins, earliest), ends) for begins, ends in today if earliest < ends]
    return left, _stretch(there + timedelta(days=1), OPENS, CLOSES)


def _stretch(day: datetime, begins: int, ends: int) -> Offer:
    return Offer(*(datetime.combine(day, time(hour), day.tzinfo) for hour in (begins, ends)))


def _next_hour(there: datetime) -> datetime:
    return there.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
