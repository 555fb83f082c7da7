"""What somebody has on, in words; what is unknown stands beside it as its own number, never as nothing (4.3.2)."""

from flask_babel import gettext as _
from flask_babel import ngettext

from fieldapp.domain.load import Load
from fieldapp.domain.schedule import Slot
from fieldapp.domain.ways_between import TooClose, too_close
from fieldapp.domain.workday import Booking
from fieldapp.web.doorplate import door
from fieldapp.web.formats import duration


def unknown_words(load: Load) -> list[str]:
    """ "2 单时长不详", "1 段路不详": what has to be asked before anybody can plan with it."""
    jobs = ngettext("%(num)d of unknown length", "%(num)d of unknown length", load.unknown)
    ways = ngettext("%(num)d way unknown", "%(num)d ways unknown", load.unknown_ways)
    return [*([str(jobs)] if load.unknown else []), *([str(ways)] if load.unknown_ways else [])]


def clashing(slots: list[Slot]) -> list[str]:
    """Jobs that are still to be done and cannot both be kept: "4栋701 和 6栋203 差 5 分"."""
    return [_too_close(one) for one in too_close(slot.booking for slot in slots if slot.is_open)]


def _too_close(pair: TooClose) -> str:
    facts = {"first": _door(pair.first), "second": _door(pair.second), "length": duration(pair.by)}
    return str(_("%(first)s and %(second)s: %(length)s too close", **facts))


def _door(booking: Booking) -> str:
    return door(booking.place.building, booking.door)
