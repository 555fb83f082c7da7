"""What speaks for and against somebody, in words."""

from datetime import datetime

from flask_babel import gettext as _

from fieldapp.domain.clashes import NOT_THERE, Clash, ClashKind
from fieldapp.domain.suggestion import Reason, ReasonKind
from fieldapp.web.doorplate import door
from fieldapp.web.formats import clock, day_and_clock, duration, named_day
from fieldapp.web.labels import label


def clash_words(clash: Clash, zone: str, today: datetime) -> str:
    """One thing in the way: "与 6栋203 冲突 25 分"."""
    if clash.kind is ClashKind.OVERLAP and clash.booking is not None:
        other = door(clash.booking.place.building, clash.booking.door)
        return str(_("Too close to %(door)s by %(length)s", door=other, length=duration(clash.by)))
    if clash.kind in NOT_THERE:
        return _not_there(clash, zone, today)
    if clash.kind is ClashKind.DUTY_ENDS:
        return str(_("Goes off duty at %(time)s, before the end", time=clock(clash.at, zone)))
    if clash.kind is ClashKind.OUTSIDE_WINDOW:
        return str(_("Outside the wanted time"))
    if clash.kind is ClashKind.TOO_LATE:
        return str(_("At the door only at %(time)s: too late for an emergency", time=_when(clash.at, zone, today)))
    return _missing_words(clash)


def reason_words(reason: Reason, zone: str) -> str:
    """One thing that speaks for somebody: "空到 12:30"."""
    if reason.kind is ReasonKind.INSIDE:
        return str(_("already in this flat"))
    if reason.kind is ReasonKind.FREE_UNTIL:
        return str(_("free until %(time)s", time=clock(reason.at, zone)))
    if reason.kind is ReasonKind.FREE_FROM:
        return str(_("free from %(time)s", time=clock(reason.at, zone)))
    if reason.kind is ReasonKind.WALK:
        return _walk(reason)
    return str(_("same building before") if reason.kind is ReasonKind.SAME_BUILDING else _("free"))


def _missing_words(clash: Clash) -> str:
    if clash.kind is ClashKind.FULL and clash.jobs is not None:
        return str(_("The day is full: %(taken)d/%(capacity)d", taken=clash.jobs[0], capacity=clash.jobs[1]))
    if clash.kind is ClashKind.RESERVE:
        return str(_("Another department: called in for emergencies"))
    return str(_("No %(trade)s skill", trade=label(clash.missing)))


def _walk(reason: Reason) -> str:
    if reason.known:
        return str(_("%(length)s on foot", length=duration(reason.length)))
    return str(_("way unknown, reckoned as %(length)s", length=duration(reason.length)))


def _not_there(clash: Clash, zone: str, today: datetime) -> str:
    if clash.kind is ClashKind.NO_SHIFT:
        return str(_("No shift is entered"))
    if clash.kind is ClashKind.ABSENT:
        return str(_("Absent until %(time)s", time=_when(clash.at, zone, today)))
    return _off_duty(clash.at, zone, today)


def _off_duty(back: datetime | None, zone: str, today: datetime) -> str:
    return str(_("Off duty until %(time)s", time=_when(back, zone, today)) if back else _("Off duty"))


def _when(moment: datetime | None, zone: str, today: datetime) -> str:
    same = named_day(moment, zone) == named_day(today, zone)
    return clock(moment, zone) if same else day_and_clock(moment, zone)
