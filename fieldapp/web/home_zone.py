"""The clocks of the branch of whoever is signed in: a day begins at its midnight."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import current_app

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.local_day import day_at
from fieldapp.domain.premises import Branch
from fieldapp.web.session import me


def home_zone() -> str:
    """The zone, asked once for the life of the process: a branch does not move."""
    known: dict[UUID, str] = current_app.extensions.setdefault("home_zones", {})
    branch_id = me().branch_id
    if branch_id not in known:
        known[branch_id] = db.session.get_one(Branch, branch_id).timezone
    return known[branch_id]


def today_here() -> date:
    """The date on those clocks."""
    return day_at(now(), home_zone())


def day_of(moment: datetime, zone: str) -> tuple[datetime, datetime]:
    """The midnights between which the moment lies."""
    there = moment.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    return there, (there + timedelta(hours=30)).replace(hour=0)
