"""What somebody has on: jobs, work, ways on foot, and how much of it nobody knows the length of (4.3.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldapp.domain.schedule import Slot
from fieldapp.domain.ways_between import ways

NONE = timedelta()


@dataclass(frozen=True, slots=True)
class Load:
    """The load of a stretch of time. What is unknown is counted beside it, never as nothing and never as if known."""

    jobs: int = 0
    work: timedelta = NONE  # of the jobs whose length is known
    on_foot: timedelta = NONE  # between the doors
    unknown: int = 0  # jobs whose length nobody knows
    unknown_ways: int = 0  # ways of which nobody knows how far; the usual time is reckoned for them

    @property
    def planned(self) -> timedelta:
        """The hours that are known to be taken: work, and the ways between."""
        return self.work + self.on_foot


def load_of(slots: Iterable[Slot]) -> Load:
    """The whole load of these visits, done ones included."""
    return _load(list(slots), None)


def load_ahead(slots: Iterable[Slot], now: datetime) -> Load:
    """What of it still lies before the technician at this moment."""
    return _load([slot for slot in slots if slot.is_open], now)


def _load(slots: list[Slot], since: datetime | None) -> Load:
    walked = [way for way in ways(slot.booking for slot in slots) if since is None or way.to.begins > since]
    known = [slot for slot in slots if slot.length_known]
    return Load(
        jobs=len(slots),
        work=sum((slot.ahead(since) if since else slot.length for slot in known), NONE),
        on_foot=sum((way.length for way in walked), NONE),
        unknown=len(slots) - len(known),
        unknown_ways=sum(not way.known for way in walked),
    )
