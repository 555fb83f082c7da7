"""How times, money and quantities are written. A template names the format; it never computes."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext as _n

from fieldapp.clock import now
from fieldapp.domain.base import Fen, Milli
from fieldapp.domain.people import Language
from fieldapp.web.language import language

Zone = str | ZoneInfo

DAY = {Language.CHINESE: "M月d日 EEE", Language.ENGLISH: "EEE d MMM"}
NEAR = {-1: _l("yesterday"), 0: _l("today"), 1: _l("tomorrow")}
DAY_OF_ANOTHER_YEAR = {Language.CHINESE: "y年M月d日", Language.ENGLISH: "d MMM y"}


def clock(moment: datetime | None, zone: Zone) -> str:
    """10:41"""
    return f"{_there(moment, zone):%H:%M}" if moment else ""


def seconds_clock(moment: datetime | None, zone: Zone) -> str:
    """10:41:07"""
    return f"{_there(moment, zone):%H:%M:%S}" if moment else ""


def day(moment: datetime | date | None, zone: Zone = "Asia/Shanghai") -> str:
    """11月23日 周一, Mon 23 Nov; with the year instead of the weekday when it is another year than this one."""
    if moment is None:
        return ""
    there = _date_there(moment, zone)
    patterns = DAY if there.year == _date_there(now(), zone).year else DAY_OF_ANOTHER_YEAR
    return _spelt(there, patterns[language()], language())


def date_in_full(day: date) -> str:
    """2026年11月23日, 23 Nov 2026: on a paper that is kept."""
    return _spelt(day, DAY_OF_ANOTHER_YEAR[language()], language())


def date_and_clock(moment: datetime | None, zone: Zone) -> str:
    """2026年11月23日 10:41: on a paper that is kept, in every year with its year."""
    return f"{date_in_full(_date_there(moment, zone))} {clock(moment, zone)}" if moment else ""


def to_the_second(moment: datetime | None, zone: Zone) -> str:
    """2026-11-23 10:41:07 +0800"""
    return f"{_there(moment, zone):%Y-%m-%d %H:%M:%S %z}" if moment else ""


def named_day(moment: datetime | date | None, zone: Zone = "Asia/Shanghai") -> str:
    """今天, 明天, 昨天, otherwise the date."""
    if moment is None:
        return ""
    away = _date_there(moment, zone) - _date_there(now(), zone)
    return str(NEAR[away.days]) if away.days in NEAR else day(moment, zone)


def day_and_clock(moment: datetime | None, zone: Zone) -> str:
    """今天 10:41, 11月20日 周五 10:41"""
    return f"{named_day(moment, zone)} {clock(moment, zone)}" if moment else ""


def near_clock(moment: datetime | None, zone: Zone) -> str:
    """今天 10:41, 明天 10:41; of another day only the date: the hour does not matter yet."""
    if moment is None:
        return ""
    near = abs((_date_there(moment, zone) - _date_there(now(), zone)).days) <= 1
    return day_and_clock(moment, zone) if near else day(moment, zone)


def window(begins: datetime | None, ends: datetime | None, zone: Zone, *, urgent: bool = False) -> str:
    """10:50–11:20; 10:50 when it has no end; 随时 when nothing was agreed, 马上 when it is an emergency."""
    if begins is None:
        return str(_("at once") if urgent else _("any time"))
    return f"{clock(begins, zone)}–{clock(ends, zone)}" if ends else clock(begins, zone)


def dated_window(begins: datetime | None, ends: datetime | None, zone: Zone, *, urgent: bool = False) -> str:
    """今天 13:00–15:00, 11月25日 周三 09:00–11:00"""
    words = window(begins, ends, zone, urgent=urgent)
    return f"{named_day(begins, zone)} {words}" if begins else words


def duration(length: timedelta | int | None) -> str:
    """1 小时 10 分: of a timedelta or of whole minutes."""
    if length is None:
        return ""
    minutes = round(length.total_seconds() / 60) if isinstance(length, timedelta) else length
    hours, rest = divmod(minutes, 60)
    if not hours:
        return str(_("%(minutes)d min", minutes=rest))
    return str(_("%(hours)d h %(minutes)d min", hours=hours, minutes=rest) if rest else _("%(hours)d h", hours=hours))


def stopwatch(length: timedelta | int | None) -> str:
    """13:44, 1:02:03: how long something took, to the second; before or after the hour makes no difference."""
    if length is None:
        return ""
    whole = length if isinstance(length, int) else length.total_seconds()
    minutes, seconds = divmod(round(abs(whole)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def age(length: timedelta) -> str:
    """5 分钟, 3 小时, 2 天: as somebody says how long something has been waiting."""
    hours = length // timedelta(hours=1)
    if hours < 1:
        return duration(length)
    if hours < 24:
        return str(_n("%(num)d hour", "%(num)d hours", hours))
    return str(_n("%(num)d day", "%(num)d days", hours // 24))


def money(fen: Fen | int | None) -> str:
    """¥15, ¥1.50, ¥1,234, −¥3: yuan in both languages, fen only where there are some."""
    if fen is None:
        return ""
    yuan, rest = divmod(abs(fen), 100)
    return f"{'−' if fen < 0 else ''}¥{yuan:,}" + (f".{rest:02}" if rest else "")


def typed_money(fen: Fen | int | None) -> str:
    """15, 1.50, 1234: an amount as a field takes it, without ¥ and without commas."""
    return money(fen).replace("¥", "").replace(",", "")


def quantity(milli: Milli | int | None) -> str:
    """1.5, 3, 0.025: thousandths as a plain number."""
    if milli is None:
        return ""
    return f"{(Decimal(milli) / 1000).normalize():f}"


FILTERS: tuple[Callable[..., str], ...] = (
    clock, seconds_clock, day, date_in_full, named_day, day_and_clock, near_clock, window, dated_window,
    duration, stopwatch, age, money, typed_money, quantity,
)  # fmt: skip


def init_app(app: Flask) -> None:
    for written in FILTERS:
        app.add_template_filter(written)


@lru_cache(maxsize=1024)
def _spelt(there: date, pattern: str, spoken: Language) -> str:
    return format_date(there, pattern, locale=spoken.value)


def _there(moment: datetime, zone: Zone) -> datetime:
    """On the clocks there; as it is where the calendar ends between us: a phone's clock may say anything."""
    try:
        return moment.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
    except OverflowError:
        return moment


def _date_there(moment: Any, zone: Zone) -> date:
    return _there(moment, zone).date() if isinstance(moment, datetime) else moment
