"""What speaks against sending this person to that job at that time: named before it is saved, never forbidden."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from fieldapp.domain.people import Skill, Trade
from fieldapp.domain.workday import Booking, Job, Stretch, Technician


class ClashKind(StrEnum):
    """What is in the way."""

    OFF_DUTY = "off_duty"
    ABSENT = "absent"
    NO_SHIFT = "no_shift"  # nobody has entered when they work: missing, not "never"
    DUTY_ENDS = "duty_ends"
    OVERLAP = "overlap"
    OUTSIDE_WINDOW = "outside_window"
    TOO_LATE = "too_late"  # for an emergency
    TRADE = "trade"
    SKILL = "skill"
    RESERVE = "reserve"
    FULL = "full"  # their day


NOT_THERE = {ClashKind.OFF_DUTY, ClashKind.ABSENT, ClashKind.NO_SHIFT}


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing in the way, with what a sentence about it needs."""

    kind: ClashKind
    at: datetime | None = None  # duty begins again or ends, an absence or the wanted time is over, they come too late
    booking: Booking | None = None
    by: timedelta | None = None  # how much two jobs overlap, the way between them included
    missing: Trade | Skill | None = None
    jobs: tuple[int, int] | None = None  # so many of so many


def clashes(person: Technician, job: Job, slot: Stretch) -> list[Clash]:
    """All that speaks against it; an empty list: nothing does. Sorted: skills, duty, jobs, the wanted time."""
    return [
        *_missing(person, job),
        *_duty(person, job, slot),
        *_full(person, job, slot),
        *_overlaps(person, job, slot),
        *_window(job, slot),
    ]


def _missing(person: Technician, job: Job) -> Iterator[Clash]:
    # 4.3.5: other engineering technicians are called in for emergencies.
    if person.reserve and not job.urgent:
        yield Clash(ClashKind.RESERVE)
    for trade in sorted(job.trades - person.trades):
        yield Clash(ClashKind.TRADE, missing=trade)
    for skill in sorted(job.skills - person.skills):
        yield Clash(ClashKind.SKILL, missing=skill)


def _duty(person: Technician, job: Job, slot: Stretch) -> Iterator[Clash]:
    duty = person.duty_at(slot.begins)
    if duty is None or not person.on_duty(job.not_before):
        yield _not_there(person, job.not_before)
    elif slot.begins + job.length > duty.ends:
        yield Clash(ClashKind.DUTY_ENDS, at=duty.ends)


def _not_there(person: Technician, moment: datetime) -> Clash:
    absence = person.away_at(moment)
    if absence is not None:
        return Clash(ClashKind.ABSENT, at=absence.ends)
    if not person.duty and not person.away:
        return Clash(ClashKind.NO_SHIFT)
    return Clash(ClashKind.OFF_DUTY, at=person.returns_at(moment))


def _full(person: Technician, job: Job, slot: Stretch) -> Iterator[Clash]:
    if person.day is not None and person.is_full(slot.begins) and not job.urgent:  # an emergency goes before the rest
        yield Clash(ClashKind.FULL, jobs=(person.taken, person.capacity(person.day)))


def _overlaps(person: Technician, job: Job, slot: Stretch) -> Iterator[Clash]:
    for booking in person.booked:
        by = booking.collides(job.place, slot.begins, slot.begins + job.length)
        if by and not job.is_at_the_door_of(booking):
            yield Clash(ClashKind.OVERLAP, booking=booking, by=by)


def _window(job: Job, slot: Stretch) -> Iterator[Clash]:
    if job.door_by is not None and slot.begins > job.door_by:
        yield Clash(ClashKind.TOO_LATE, at=slot.begins)
    if job.latest_start is not None and slot.begins > job.latest_start:
        yield Clash(ClashKind.OUTSIDE_WINDOW, at=job.wanted_until)
