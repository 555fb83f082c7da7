"""Which day it is, and when it ends, by the clocks of a place."""

from datetime import UTC, date, datetime

import pytest

from fieldapp.domain.local_day import day_at, end_of


def test_the_day_begins_at_the_midnight_of_the_place():
    evening, night = datetime(2026, 11, 23, 15, 59, tzinfo=UTC), datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    assert [day_at(moment, "Asia/Shanghai").day for moment in (evening, night)] == [23, 24]
    assert day_at(night, "Asia/Urumqi") == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("zone", "day", "ends"),
    [
        ("Asia/Shanghai", date(2026, 11, 27), datetime(2026, 11, 27, 16, tzinfo=UTC)),
        ("Europe/London", date(2026, 3, 29), datetime(2026, 3, 29, 23, tzinfo=UTC)),  # a day of 23 hours
    ],
)
def test_a_day_ends_with_the_midnight_of_the_place(zone, day, ends):
    assert end_of(day, zone) == ends
