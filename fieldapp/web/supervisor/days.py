"""Which time the board can show: the next hours, a day near by, any other day, or the week. All of them plain links."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext as _

from fieldapp.web.supervisor.focus import Focus, Reach

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the stretches of time that can be shown."""

    words: str
    url: str
    current: bool
    leaves: bool = False  # is it another page?


def choices(focus: Focus, today: date, shown: date) -> list[Choice]:
    """The ways, the present one marked. Today is no date in an address that stays open over night."""
    here = None if focus.order_id is None else today
    hours = focus.reach is Reach.NEXT_HOURS and shown == today
    return [
        Choice(_("Next hours"), focus.over(Reach.NEXT_HOURS, here).url, hours),
        _day(focus, _("Yesterday"), today - ONE_DAY, shown),
        Choice(_("Today"), focus.over(Reach.DAY, here).url, shown == today and not hours),
        _day(focus, _("Tomorrow"), today + ONE_DAY, shown),
        Choice(_("Week"), week_url(shown, focus), current=False, leaves=True),
    ]


def week_url(day: date, focus: Focus) -> str:
    """The week of this day, with the order in hand."""
    return url_for("supervisor.week.show", day=day.isoformat(), order=focus.order_id)


def _day(focus: Focus, words: str, day: date, shown: date) -> Choice:
    return Choice(words, focus.over(Reach.DAY, day).url, shown == day)
