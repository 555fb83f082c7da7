"""How somebody's phone stands, beside their name: a sign, and words as soon as there is something to say."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from fieldapp.domain.phone_sign import PhoneSign, Standing
from fieldapp.web.formats import age, clock, day_and_clock, duration, named_day

HEARD = "heard"  # of a phone that works, whose owner cannot be called to an emergency all the same
ICONS = {Standing.READY: "saved", Standing.POOR: "careful", Standing.SILENT: "no-signal"}


@dataclass(frozen=True, slots=True)
class PhoneWords:
    """The sign of one phone, and what it says."""

    state: str
    icon: str
    name: str  # what the sign is called when it is read aloud
    told: list[str]


def phone_words(phone: PhoneSign, now: datetime, zone: str, *, on_duty: bool, can_be_called: bool) -> PhoneWords:
    """The sign in the cell of a person, and as many words as it deserves: nobody off duty is missed."""
    state = phone.standing(now)
    if state is Standing.READY and not can_be_called:
        return PhoneWords(HEARD, "phone", str(_("Heard of lately")), _waiting(phone, now)[:1])
    if state is Standing.READY:
        told = _waiting(phone, now)[:1]
    else:
        told = _told(phone, state, now, zone) if on_duty or phone.waiting or phone.tray else []
    return PhoneWords(state.value, ICONS[state], _name(state), told)


def _name(state: Standing) -> str:
    if state is Standing.READY:
        return str(_("Phone is reached"))
    return str(_("Phone needs a look") if state is Standing.POOR else _("Phone is silent"))


def _told(phone: PhoneSign, state: Standing, now: datetime, zone: str) -> list[str]:
    if phone.heard_at is None:
        return [str(_("phone not heard of yet"))]
    told = _waiting(phone, now)
    if phone.tray:
        told.append(str(ngettext("%(num)d refused", "%(num)d refused", phone.tray)))
    if phone.clock_wrong:
        told.append(_clock(phone.clock_wrong))
    at = _when(phone.heard_at, now, zone)
    words = _("silent since %(time)s") if state is Standing.SILENT and not told else _("last contact %(time)s")
    return [*told, str(words) % {"time": at}]


def _waiting(phone: PhoneSign, now: datetime) -> list[str]:
    if not phone.waiting:
        return []
    count = str(ngettext("%(num)d waiting", "%(num)d waiting", phone.waiting))
    oldest = phone.oldest(now)
    return [count, _oldest(oldest)] if oldest is not None else [count]


def _oldest(waited: timedelta) -> str:
    if waited < timedelta(hours=1):
        return str(_("oldest %(minutes)d min", minutes=waited // timedelta(minutes=1)))
    return str(_("oldest %(length)s", length=age(waited)))


def _clock(wrong: timedelta) -> str:
    words = _("clock %(length)s fast") if wrong > timedelta() else _("clock %(length)s slow")
    return str(words) % {"length": duration(abs(wrong))}


def _when(moment: datetime, now: datetime, zone: str) -> str:
    same_day = named_day(moment, zone) == named_day(now, zone)
    return clock(moment, zone) if same_day else day_and_clock(moment, zone)
