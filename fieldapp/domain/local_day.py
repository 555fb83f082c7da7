"""Which day it is by the clocks of a place: the zone belongs to the site or the branch, moments are kept in UTC."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def day_at(moment: datetime, zone: str) -> date:
    """The date on those clocks at this moment."""
    return moment.astimezone(ZoneInfo(zone)).date()


def end_of(day: date, zone: str) -> datetime:
    """The midnight with which the day ends there."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
