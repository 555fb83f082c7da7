"""The times on offer on the telephone."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from fieldapp.domain.offered_time import offers

SHANGHAI = "Asia/Shanghai"


def at(clock):
    return datetime.fromisoformat(f"2026-11-23T{clock}").replace(tzinfo=ZoneInfo(SHANGHAI))


@pytest.mark.parametrize(
    ("clock", "left"),
    [
        ("07:10", [(9, 12), (13, 15), (15, 18)]),
        ("10:41", [(11, 12), (13, 15), (15, 18)]),
        ("11:00", [(13, 15), (15, 18)]),
        ("12:30", [(13, 15), (15, 18)]),
        ("14:05", [(15, 18)]),
        ("16:59", [(17, 18)]),
        ("17:01", []),
        ("23:59", []),
    ],
)
def test_what_is_left_of_today_begins_at_the_next_full_hour(clock, left):
    today, _ = offers(at(clock), SHANGHAI)
    assert [(offer.begins.hour, offer.ends.hour) for offer in today] == left


def test_tomorrow_is_offered_as_a_whole_day():
    _, tomorrow = offers(at("10:41"), SHANGHAI)
    assert (tomorrow.begins.isoformat(), tomorrow.ends.isoformat()) == (
        "2026-11-24T09:00:00+08:00",
        "2026-11-24T18:00:00+08:00",
    )


def test_the_day_is_that_of_the_site():
    today, tomorrow = offers(datetime.fromisoformat("2026-11-22T23:30:00+00:00"), SHANGHAI)
    assert today[0].begins.isoformat() == "2026-11-23T09:00:00+08:00" and tomorrow.begins.day == 24
