"""On which days somebody comes again and again (4.2.4): every so many weeks on these days, or months on that day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, WEEKLY, rrule

from fieldapp.domain.base import RuleBroken

SHORTEST_MONTH = 28  # every month has this day
LONGEST_MONTH = 31
MOST_BETWEEN = 12  # weeks, or months


class Weekday(StrEnum):
    """The days on which somebody comes, Monday first."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


WEEK = tuple(Weekday)


class Rhythm(StrEnum):
    """What is counted."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule without an end. ``begins_on`` says which of every two weeks is meant.

    A month without the agreed day is served on its last one: the 31st is the 30th in April and the 28th or 29th in
    February.
    """

    rhythm: Rhythm
    every: int
    weekdays: frozenset[Weekday]
    month_day: int
    begins_on: date

    def check(self) -> None:
        """Raises RuleBroken ``agreement.no_weekday``, ``agreement.no_month_day`` or ``agreement.too_seldom``."""
        if not 1 <= self.every <= MOST_BETWEEN:
            raise RuleBroken("agreement.too_seldom", most=MOST_BETWEEN)
        if self.rhythm is Rhythm.WEEKLY and not self.weekdays:
            raise RuleBroken("agreement.no_weekday")
        if self.rhythm is Rhythm.MONTHLY and not 1 <= self.month_day <= LONGEST_MONTH:
            raise RuleBroken("agreement.no_month_day")

    def days(self, first: date, last: date) -> Iterator[date]:
        """Every day of the rule from ``first`` to ``last``, both included, in order; before its beginning, too."""
        rule = self._weeks(first) if self.rhythm is Rhythm.WEEKLY else self._months(first)
        for moment in rule.xafter(_midnight(first), inc=True):
            if moment.date() > last:
                return
            yield moment.date()

    def _weeks(self, first: date) -> rrule:
        monday = self.begins_on - timedelta(days=self.begins_on.weekday())
        length = timedelta(weeks=self.every)
        anchor = monday + (first - timedelta(days=first.weekday()) - monday) // length * length
        days = [WEEK.index(day) for day in self.weekdays]
        return rrule(WEEKLY, interval=self.every, byweekday=days, dtstart=_midnight(anchor), wkst=0)

    def _months(self, first: date) -> rrule:
        month = self.begins_on.replace(day=1)
        between = (first.year - month.year) * 12 + first.month - month.month
        anchor = month + relativedelta(months=between // self.every * self.every)
        # The last of these that the month has.
        days = range(min(self.month_day, SHORTEST_MONTH), self.month_day + 1)
        return rrule(MONTHLY, interval=self.every, bymonthday=days, bysetpos=-1, dtstart=_midnight(anchor))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
