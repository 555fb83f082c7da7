"""A technician's day as it is drawn: the next job as a card, the others by time, then any time, then done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from fieldapp.domain.base import Fen
from fieldapp.domain.day import DayRow
from fieldapp.domain.mark import Outcome
from fieldapp.domain.people import Language
from fieldapp.web.doorplate import building, called, door
from fieldapp.web.formats import clock, day, named_day, window
from fieldapp.web.labels import label
from fieldapp.web.language import language

IN_HOURS = 90  # minutes, from which on hours are told


@dataclass(frozen=True, slots=True)
class Job:
    """One visit of the day, in words."""

    id: UUID
    version: int
    href: str
    building: str
    number: str
    door: str
    who: str
    what: str
    words: str  # the owner's own
    time: str
    day: str  # where it is not today
    window: str
    begins_at: datetime | None
    price_fen: Fen
    materials_fen: Fen
    urgent: bool
    warranty: bool
    asked: bool
    under_way: bool
    accepted: bool
    ended: str  # how it ended, in a word
    signed: bool

    @property
    def work_fen(self) -> Fen:
        """The price without the materials."""
        return Fen(self.price_fen - self.materials_fen)


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The whole day."""

    day: str
    as_of: str
    zone: str
    next: Job | None
    by_time: list[Job]
    any_time: list[Job]
    done: list[Job]
    at: datetime

    @property
    def total(self) -> int:
        """How many jobs the day has."""
        return len(self.done) + len(self.by_time) + len(self.any_time) + (self.next is not None)

    @property
    def current(self) -> int:
        """Which of them is in hand."""
        return len(self.done) + 1

    @property
    def endings(self) -> dict[str, str]:
        """How a job may end, in a word: for the phone, which knows of ends that have not been sent."""
        return {outcome.value: _ended_words(outcome) for outcome in Outcome}

    @property
    def minutes_left(self) -> int | None:
        """Until the next job begins; None when it has begun, or has no time."""
        if self.next is None or self.next.begins_at is None or self.next.under_way:
            return None
        left = int((self.next.begins_at - self.at).total_seconds() // 60)
        return left if left > 0 else None

    @property
    def left_words(self) -> str:
        """The same in words: nobody divides 166 by sixty. ``static/js/minutes-left.js`` counts on."""
        if self.minutes_left is None:
            return ""
        if self.minutes_left < IN_HOURS:
            return str(_("in %(minutes)s min", minutes=self.minutes_left))
        hours, rest = divmod(self.minutes_left, 60)
        return str(
            _("in %(hours)s h %(minutes)s min", hours=hours, minutes=rest) if rest else _("in %(hours)s h", hours=hours)
        )

    @property
    def signed(self) -> int:
        """How many of those that are over were done and signed."""
        return sum(job.signed for job in self.done)


def today_page(rows: Sequence[DayRow], at: datetime, zone: str) -> TodayPage:
    """Emergencies first, then what is under way; the rows come by time, and stay so."""
    open_rows = sorted((row for row in rows if row.ended_at is None), key=_urgency)
    jobs = [_job(row, at, zone) for row in open_rows]
    first, others = (jobs[0], jobs[1:]) if jobs else (None, [])
    return TodayPage(
        day=day(at, zone),
        as_of=clock(at, zone),
        zone=zone,
        next=first,
        by_time=[job for job in others if job.time or job.urgent],
        any_time=[job for job in others if not job.time and not job.urgent],
        done=[_job(row, at, zone) for row in sorted(_ended(rows), key=lambda row: row.ended_at)],
        at=at,
    )


def _urgency(row: DayRow) -> tuple[bool, bool, bool]:
    """Emergencies, what is under way, where somebody is going; within each it stays by time."""
    return (not row.urgent, not row.arrived_at, not row.set_out_at)


def _ended(rows: Sequence[DayRow]) -> list[DayRow]:
    return [row for row in rows if row.ended_at is not None]


def _job(row: DayRow, at: datetime, zone: str) -> Job:
    title = row.title_en if language() is Language.ENGLISH else row.title_zh
    planned = named_day(row.planned_from, zone) if row.planned_from else ""
    return Job(
        id=row.id,
        version=row.version,
        href=url_for("technician.visit.show", visit_id=row.id),
        building=building(row.building),
        number=row.door,
        door=door(row.building, row.door),
        who=called(row.surname, row.address),
        what=title,
        words=row.requirements if not row.requirements.startswith(title) else "",
        time=clock(row.planned_from, zone),
        day=planned if planned != named_day(at, zone) else "",
        window=window(row.planned_from, row.planned_until, zone),
        begins_at=row.planned_from,
        price_fen=row.price_fen,
        materials_fen=row.materials_fen,
        urgent=row.urgent,
        warranty=row.warranty,
        asked=row.asked,
        under_way=row.set_out_at is not None or row.arrived_at is not None,
        accepted=row.accepted_at is not None,
        ended=_ended_words(row.outcome) if row.outcome else "",
        signed=row.outcome is Outcome.DONE,
    )


def _ended_words(outcome: Outcome) -> str:
    return str(_("Signed")) if outcome is Outcome.DONE else label(outcome)
