"""Where on the strip somebody is not there, and why: off duty, absent, or because nobody has entered a shift."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from fieldapp.domain.crew import Member
from fieldapp.domain.workday import Stretch
from fieldapp.web.formats import clock, day_and_clock, named_day
from fieldapp.web.supervisor.strip import Strip

WIDE = 25  # percent of the strip: there is room for words


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which somebody is not there."""

    x: float
    width: float
    words: str
    missing: bool  # nobody has entered when they work

    @property
    def is_wide(self) -> bool:
        """Is there room to write why?"""
        return self.width >= WIDE


def gaps(strip: Strip, member: Member, *, missing: bool) -> list[Gap]:
    """What of the strip lies outside the duty, in the order of the day. ``missing``: nobody has entered a shift."""
    return [
        Gap(*strip.box(gap.begins, gap.ends), _why(strip, member, gap, missing=missing), missing)
        for gap in _outside(strip.span, member.duty)
        if strip.shows(gap)
    ]


def absent_words(absence: Stretch, zone: str, today: datetime) -> str:
    """ "请假到 15:00"."""
    return str(_("Absent until %(time)s", time=when(absence.ends, zone, today)))


def when(moment: datetime, zone: str, today: datetime) -> str:
    """The time of day, with the day if it is another one."""
    same = named_day(moment, zone) == named_day(today, zone)
    return clock(moment, zone) if same else day_and_clock(moment, zone)


def _outside(span: Stretch, duty: list[Stretch]) -> list[Stretch]:
    found, free_from = [], span.begins
    for stretch in sorted(duty, key=lambda one: one.begins):
        if stretch.begins > free_from:
            found.append(Stretch(free_from, min(stretch.begins, span.ends)))
        free_from = max(free_from, stretch.ends)
    return [*found, *([Stretch(free_from, span.ends)] if free_from < span.ends else [])]


def _why(strip: Strip, member: Member, gap: Stretch, *, missing: bool) -> str:
    absence = next((one for one in member.away if one.shares(gap)), None)
    if absence is not None:
        return absent_words(absence, strip.zone, gap.begins)
    if missing:
        return str(_("No shift is entered"))
    back = any(stretch.begins == gap.ends for stretch in member.duty)
    return str(_("On duty from %(time)s", time=clock(gap.ends, strip.zone)) if back else _("Off duty"))
