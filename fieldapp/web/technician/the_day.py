"""A technician's day as the database has it, and the tag that changes with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fieldapp.db import reading
from fieldapp.domain.day import VISITS_OF_THE_DAY, DayRow, by_time, day_parameters, night_included
from fieldapp.domain.moved import MOVED_TODAY, newest_first
from fieldapp.web import fresh
from fieldapp.web.home_zone import day_of
from fieldapp.web.session import me


@dataclass(frozen=True, slots=True)
class TheDay:
    """Whatever Today shows comes from these."""

    begins: datetime
    rows: Sequence[DayRow]
    moved: Sequence[Any]

    @property
    def tag(self) -> str:
        """The rows themselves are the tag: what the page shows of the day is in them. Minutes count down by script."""
        return fresh.tag(self.begins, me().name, *map(tuple, self.rows), *map(tuple, self.moved))


def the_day(at: datetime, zone: str) -> TheDay:
    """Asked with plain columns: the session would have nothing to keep."""
    begins, midnight = day_of(at, zone)
    ask, asked = reading(), day_parameters(me().id, begins, night_included(at, midnight))
    rows = sorted(ask.execute(VISITS_OF_THE_DAY, asked), key=by_time)
    moved = newest_first(ask.execute(MOVED_TODAY, {"technician_id": me().id, "begins": begins}))
    return TheDay(begins, rows, moved)
