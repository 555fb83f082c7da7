"""How times, money and quantities are written, in both languages."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from fieldapp.domain.people import Language
from fieldapp.web import formats
from fieldapp.web.language import speak
from tests.builders import NOW

SHANGHAI, URUMQI = "Asia/Shanghai", "Asia/Urumqi"


@pytest.fixture(params=["zh", "en"], ids=["zh", "en"])
def zh(request, app):
    """True in Chinese, False in English; at 10:41 on Monday 23 November 2026."""
    with app.test_request_context(), time_machine.travel(NOW, tick=False):
        speak(Language.CHINESE if request.param == "zh" else Language.ENGLISH)
        yield request.param == "zh"


def test_a_time_is_told_on_the_clocks_of_its_place(zh):
    assert formats.clock(NOW, SHANGHAI) == "10:41"
    assert formats.clock(NOW, URUMQI) == "08:41"
    assert formats.seconds_clock(NOW + timedelta(seconds=7), SHANGHAI) == "10:41:07"


def test_a_day(zh):
    assert formats.day(NOW, SHANGHAI) == ("11月23日 周一" if zh else "Mon 23 Nov")
    assert formats.day(date(2025, 2, 3)) == ("2025年2月3日" if zh else "3 Feb 2025")


def test_the_day_changes_at_midnight_of_the_place(zh):
    late = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert formats.named_day(late, SHANGHAI) == ("明天" if zh else "tomorrow")
    assert formats.named_day(late, "Europe/London") == ("今天" if zh else "today")


def test_days_near_by_have_names(zh):
    assert formats.day_and_clock(NOW, SHANGHAI) == ("今天 10:41" if zh else "today 10:41")
    assert formats.day_and_clock(NOW - timedelta(days=1), SHANGHAI) == ("昨天 10:41" if zh else "yesterday 10:41")
    assert formats.day_and_clock(NOW - timedelta(days=3), SHANGHAI) == (
        "11月20日 周五 10:41" if zh else "Fri 20 Nov 10:41"
    )


def test_a_window(zh):
    assert formats.window(NOW, NOW + timedelta(minutes=30), SHANGHAI) == "10:41–11:11"
    assert formats.window(NOW, None, SHANGHAI) == "10:41"
    assert formats.window(None, None, SHANGHAI) == ("随时" if zh else "any time")
    assert formats.dated_window(None, None, SHANGHAI) == ("随时" if zh else "any time")
    assert formats.dated_window(NOW, NOW + timedelta(hours=1), SHANGHAI).split()[1] == "10:41–11:41"


def test_a_duration(zh):
    assert formats.duration(70) == ("1 小时 10 分" if zh else "1 h 10 min")
    assert formats.duration(timedelta(hours=2)) == ("2 小时" if zh else "2 h")
    assert formats.duration(4) == ("4 分" if zh else "4 min")
    assert formats.duration(0) == ("0 分" if zh else "0 min")


@pytest.mark.parametrize(
    ("fen", "written"),
    [(1500, "¥15"), (150, "¥1.50"), (123400, "¥1,234"), (0, "¥0"), (5, "¥0.05"), (-300, "−¥3"), (None, "")],
)
def test_money(fen, written):
    assert formats.money(fen) == written


@pytest.mark.parametrize(
    ("milli", "written"), [(1500, "1.5"), (3000, "3"), (25, "0.025"), (0, "0"), (100_000, "100"), (None, "")]
)
def test_a_quantity(milli, written):
    assert formats.quantity(milli) == written


def test_nothing_is_written_as_nothing():
    assert [formats.clock(None, SHANGHAI), formats.day(None), formats.duration(None)] == ["", "", ""]
