"""The visits that an agreement promises (4.2.4): each has the day of its rule, and the day on which somebody comes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fieldapp.domain.agreement_terms import Terms
from fieldapp.domain.base import Fen
from fieldapp.domain.holiday import OnHolidays

if TYPE_CHECKING:
    from fieldapp.domain.agreement import Agreement

FARTHEST_MOVE = timedelta(days=31)  # a visit for which there is no free day within a month is left out


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """One of them. ``due_on`` is what makes it this visit and no other, wherever it is moved to."""

    due_on: date
    on: date
    begins: datetime
    ends: datetime
    price_fen: Fen
    terms: Terms


def planned_visits(
    agreement: "Agreement", *, until: date, free: frozenset[date], zone: str, since: date = date.min
) -> list[PlannedVisit]:
    """All visits whose rule falls on a day up to ``until``, in the order of their days.

    ``free``: the days on which nobody works. Where a moved visit comes to lie depends on those before it, so the whole
    agreement is gone through, whatever is asked for.
    """
    regular = list(_regular(agreement.terms, min(until + FARTHEST_MOVE, agreement.last_day)))
    taken = {day for day, terms in regular if terms.on_holidays is OnHolidays.COME or day not in free}
    visits = []
    for day, terms in regular:
        on = day if day in taken else _moved(day, terms, taken, free)
        if on is not None and day <= until and on >= since and agreement.serves(day) and agreement.serves(on):
            visits.append(_visit(day, on, terms, free, zone))
    return visits


def _regular(terms: Sequence[Terms], last: date) -> Iterator[tuple[date, Terms]]:
    """Each day of the rules, under the terms that hold on it."""
    for nth, each in enumerate(terms):
        ends = min([last, *(later.from_day - timedelta(days=1) for later in terms[nth + 1 : nth + 2])])
        yield from ((day, each) for day in each.recurrence.days(each.from_day, ends))


def _moved(day: date, terms: Terms, taken: set[date], free: frozenset[date]) -> date | None:
    if terms.on_holidays is OnHolidays.SKIP:
        return None
    on = day
    while on in taken or on in free:
        on += timedelta(days=1)
        if on - day > FARTHEST_MOVE:
            return None
    taken.add(on)
    return on


def _visit(day: date, on: date, terms: Terms, free: frozenset[date], zone: str) -> PlannedVisit:
    # In UTC, because an hour that the clocks skip or repeat is still an hour of work.
    begins = datetime.combine(on, terms.begins_at, ZoneInfo(zone)).astimezone(UTC)
    ends = begins + timedelta(minutes=terms.minutes)
    return PlannedVisit(day, on, begins, ends, terms.price_on(day, free), terms)
