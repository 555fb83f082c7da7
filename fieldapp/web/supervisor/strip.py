"""People × time as it is shown: where on the strip everything lies, in percent of its width."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from fieldapp.domain.board import Board
from fieldapp.domain.course import UNDER_WAY
from fieldapp.domain.schedule import Slot
from fieldapp.domain.ways_between import Way, ways
from fieldapp.domain.workday import Booking, Stretch
from fieldapp.web.doorplate import BUILDING
from fieldapp.web.formats import clock, duration, window
from fieldapp.web.supervisor.focus import Focus, Reach
from fieldapp.web.supervisor.lane import title

HOURS_AHEAD = timedelta(hours=4)
LOOK_BACK = timedelta(minutes=15)
OPENS, CLOSES = 8, 20  # the hours that a whole day shows at least
NARROWEST = timedelta(minutes=36)  # unless another follows: there are words in a bar, and a finger has to hit it


@dataclass(frozen=True, slots=True)
class Bar:
    """One visit on the strip."""

    order_id: UUID | None
    x: float
    width: float
    state: str
    door: str
    what: str
    times: str
    url: str
    current: bool
    unknown: str = ""  # in words, where nobody knows how long it takes
    version: int = 0
    give: str = ""  # where it is given to somebody
    moves: bool = False  # may it be given to somebody else?
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Foot:
    """The way to a job, drawn before its bar."""

    x: float
    width: float
    state: str  # "short": there is too little time for it; "unknown": nobody knows how far it is
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The stretch of time that all rows show."""

    span: Stretch
    zone: str
    now: datetime

    @property
    def hours(self) -> list[tuple[float, str]]:
        """Where each full hour is, and what the axis says there."""
        first = self.span.begins.astimezone(ZoneInfo(self.zone)).replace(minute=0)
        count = int((self.span.ends - first) / timedelta(hours=1)) + 1
        moments = (first + timedelta(hours=nth) for nth in range(count))
        return [(self.x(hour), clock(hour, self.zone)) for hour in moments if self.span.covers(hour)]

    @property
    def now_at(self) -> float | None:
        """Where the present moment is, if it is shown."""
        return self.x(self.now) if self.span.covers(self.now) else None

    @property
    def length(self) -> timedelta:
        """How much time the strip shows."""
        return self.span.ends - self.span.begins

    def x(self, moment: datetime) -> float:
        """Where a moment is, in percent of the width."""
        return round((moment - self.span.begins) / self.length * 100, 2)

    def shows(self, stretch: Stretch) -> bool:
        """Is any of it to be seen?"""
        return stretch.begins < self.span.ends and stretch.ends > self.span.begins

    def box(self, begins: datetime, ends: datetime, *, least: timedelta = timedelta()) -> tuple[float, float]:
        """Left edge and width of what is seen of a stretch, which is drawn no narrower than the least."""
        left = max(begins, self.span.begins)
        right = min(max(ends, left + least), self.span.ends)
        left = max(min(left, right - least), self.span.begins)
        return self.x(left), round(self.x(right) - self.x(left), 2)


def strip_of(board: Board, reach: Reach, zone: str) -> Strip:
    """The next hours, or the whole day; a day that is not today is shown whole."""
    if reach is Reach.NEXT_HOURS and board.day.covers(board.now):
        return Strip(_next_hours(board.now), zone, board.now)
    return Strip(_whole_day(board, zone), zone, board.now)


def bars(strip: Strip, slots: list[Slot], focus: Focus, proposed: Stretch | None) -> Iterator[Bar]:
    """The visits of one person that can be seen, in the order of the day; emergencies last, so that none is hidden."""
    begins = [slot.booking.begins for slot in slots] + ([proposed.begins] if proposed else [])
    for slot in sorted(slots, key=lambda slot: slot.row.urgent):
        booking = slot.booking
        if strip.shows(booking.stretch):
            least = NARROWEST if slot.row.urgent else _room(strip, booking.begins, begins)
            x, width = strip.box(booking.begins, booking.ends, least=least)
            yield Bar(
                order_id=booking.order_id,
                x=x,
                width=width,
                state=slot.state.value,
                door=_door_of(booking),
                what=title(slot.row),
                times=times(booking.begins, booking.ends, strip.zone),
                url=focus.on(booking.order_id).url,
                current=booking.order_id == focus.order_id,
                unknown=unknown_length_words(slot),
                version=slot.row.version,
                give=focus.give_url(booking.order_id),
                moves=slot.is_open and slot.row.state in UNDER_WAY,
                urgent=slot.row.urgent,
            )


def feet(strip: Strip, slots: list[Slot]) -> list[Foot]:
    """The ways between the jobs of one person, as far as they can be seen."""
    return [_foot(strip, way) for way in ways(slot.booking for slot in slots) if strip.shows(way.stretch)]


def unknown_length_words(slot: Slot) -> str:
    """ "时长不详，按 20 分算", where nobody knows how long it takes."""
    if slot.length_known:
        return ""
    return str(_("length unknown, reckoned as %(length)s", length=duration(slot.row.minutes)))


def proposal(strip: Strip, slot: Stretch, row: Any) -> list[Bar]:
    """Where the order in hand would lie, if that can be seen."""
    if not strip.shows(slot):
        return []
    x, width = strip.box(slot.begins, slot.ends, least=NARROWEST)
    told = times(slot.begins, slot.ends, strip.zone)
    where = short_door(row.building, row.door)
    return [Bar(None, x, width, "proposed", where, title(row), told, "", True, urgent=row.urgent)]


def times(begins: datetime, ends: datetime, zone: str) -> str:
    """A stretch as it is read out: "12:30–13:20"."""
    return window(begins, ends, zone)


def short_door(building: str, number: str) -> str:
    """A door in the least room: "6-203", in both languages."""
    short = BUILDING.fullmatch(building)
    return f"{short[1] if short else building}-{number}" if building else number


def _foot(strip: Strip, way: Way) -> Foot:
    x, width = strip.box(way.stretch.begins, way.stretch.ends)
    words = _("%(length)s on foot to %(door)s", length=duration(way.length), door=_door_of(way.to))
    if not way.known:
        words = _("way to %(door)s unknown, reckoned as %(length)s", length=duration(way.length), door=_door_of(way.to))
    if way.short_by:
        words = _("%(way)s: %(length)s too little time", way=words, length=duration(way.short_by))
    return Foot(x, width, "short" if way.short_by else "unknown" if not way.known else "", str(words))


def _door_of(booking: Booking) -> str:
    return short_door(booking.place.building, booking.door)


def _room(strip: Strip, begins: datetime, others: list[datetime]) -> timedelta:
    """How wide a bar may be drawn that is shorter than its words: as far as the next one."""
    following = min((other for other in others if other > begins), default=begins + NARROWEST)
    return max(min(following - max(begins, strip.span.begins), NARROWEST), timedelta())


def _next_hours(now: datetime) -> Stretch:
    earlier = now - LOOK_BACK
    begins = earlier.replace(minute=earlier.minute // 30 * 30, second=0, microsecond=0)
    return Stretch(begins, begins + HOURS_AHEAD)


def _whole_day(board: Board, zone: str) -> Stretch:
    opens = board.day.begins.replace(hour=OPENS)
    closes = board.day.begins.replace(hour=CLOSES)
    if not board.day.covers(board.now):
        return Stretch(opens, closes)
    there = board.now.astimezone(ZoneInfo(zone)).replace(minute=0, second=0, microsecond=0)
    return Stretch(min(opens, there), min(max(closes, there + timedelta(hours=2)), board.day.ends))
