"""Whose board it is: one department of one branch, and the zone of its clocks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from fieldapp.domain.local_day import day_at
from fieldapp.domain.people import Department
from fieldapp.domain.workday import Stretch


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk of a supervisor."""

    branch_id: UUID
    department: Department
    timezone: str = "Asia/Shanghai"

    def date_at(self, moment: datetime) -> date:
        """Which date it is there at this moment."""
        return day_at(moment, self.timezone)

    def day(self, moment: datetime) -> Stretch:
        """The day in which a moment lies: midnight to midnight on the branch's clocks."""
        return self.day_of(self.date_at(moment))

    def day_of(self, day: date) -> Stretch:
        """This day, from midnight to midnight on the branch's clocks."""
        zone = ZoneInfo(self.timezone)
        begins = datetime(day.year, day.month, day.day, tzinfo=zone)
        following = day + timedelta(days=1)
        return Stretch(begins, datetime(following.year, following.month, following.day, tzinfo=zone))
