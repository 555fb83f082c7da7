"""Who could take a job, when, and why: at most five, the best first (4.3.2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from fieldapp.domain.clashes import NOT_THERE, Clash, ClashKind, clashes
from fieldapp.domain.workday import Booking, Job, Stretch, Technician, next_grain

AT_MOST = 5
NARROW = timedelta(hours=2)  # a wanted window of up to two hours is an appointment; a wider one is a wish
A_VISIT = timedelta(minutes=30)  # no appointment is shorter


class ReasonKind(StrEnum):
    """What speaks for somebody."""

    FREE = "free"
    FREE_UNTIL = "free_until"
    FREE_FROM = "free_from"
    SAME_BUILDING = "same_building"
    WALK = "walk"
    INSIDE = "inside"  # at work in the very flat


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for somebody."""

    kind: ReasonKind
    at: datetime | None = None
    length: timedelta | None = None
    known: bool = True  # is the length? Else it is what is reckoned for a way that nobody knows


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A person, the stretch they would work on it, and what speaks for and against it."""

    person: Technician
    slot: Stretch
    reasons: tuple[Reason, ...]
    clashes: tuple[Clash, ...]


def suggestions(job: Job, people: Iterable[Technician], *, begins: datetime | None = None) -> list[Suggestion]:
    """At most five: on duty, of the right trade, without a clash, with the least work ahead, from the same building.

    For an emergency whoever is in the very flat comes first, and the reserve is suggested for nothing else (4.3.5).
    ``begins``: a time that was chosen; None: each their best.
    """
    asked = (person for person in people if job.urgent or not person.reserve)
    return sorted((suggestion(job, person, begins=begins) for person in asked), key=_rank)[:AT_MOST]


def suggestion(job: Job, person: Technician, *, begins: datetime | None = None) -> Suggestion:
    """When this person would do it, and what speaks for and against that."""
    if begins is not None:
        return _suggestion_at(job, person, begins)
    slot = slot_for(job, person)
    return Suggestion(person, slot, tuple(_reasons(job, person, slot)), tuple(clashes(person, job, slot)))


def _suggestion_at(job: Job, person: Technician, begins: datetime) -> Suggestion:
    """The same for a time that somebody has chosen, whatever the owner wanted; that is named if it is another one."""
    slot = Stretch(begins, begins + job.length)
    then = replace(job, not_before=begins)
    found = clashes(person, then, slot)
    if begins < job.not_before:
        found.append(Clash(ClashKind.OUTSIDE_WINDOW, at=job.not_before))
    return Suggestion(person, slot, tuple(_reasons(then, person, slot)), tuple(found))


def slot_for(job: Job, person: Technician) -> Stretch:
    """The stretch in which this person would do the job: within the wanted time if at all possible.

    An emergency waits for no gap: it begins as soon as they can be there, and what it disturbs is named (4.3.5).
    Otherwise, on duty, where it comes least in the way of other jobs at the wanted time; off duty, or when that time
    has passed, the first gap after it.
    """
    if job.urgent:
        begins = job.not_before + _way_to(job, person)
        return Stretch(begins, begins + job.length)
    start = person.first_gap(job, latest=job.latest_start)
    if start is None and _could_be_squeezed_in(job, person):
        start = min(_starts(job, person), key=lambda begins: (_in_the_way(job, person, begins), begins))
    start = start or person.first_gap(job) or person.returns_at(job.not_before) or job.not_before
    return Stretch(start, start + job.length)


def appointment(job: Job, slot: Stretch) -> Stretch:
    """What the technician and the owner are told: until when the owner wanted it, if that was an appointment."""
    until = job.wanted_until
    if until is not None and slot.begins < until <= slot.begins + NARROW:
        return Stretch(slot.begins, until)
    return Stretch(slot.begins, slot.begins + max(job.length, A_VISIT))


def _way_to(job: Job, person: Technician) -> timedelta:
    """From where they are, as far as anybody knows."""
    there = person.last_seen(job.not_before)
    return there.place.walk_to(job.place) if there is not None else timedelta()


def _could_be_squeezed_in(job: Job, person: Technician) -> bool:
    return job.latest_start is not None and job.latest_start >= job.not_before and person.on_duty(job.not_before)


def _starts(job: Job, person: Technician) -> Iterator[datetime]:
    yield job.not_before
    for booking in person.booked:
        start = next_grain(booking.ends + booking.place.walk_to(job.place))
        if job.latest_start is not None and job.not_before < start <= job.latest_start:
            yield start


def _in_the_way(job: Job, person: Technician, begins: datetime) -> timedelta:
    collisions = (booking.collides(job.place, begins, begins + job.length) for booking in person.booked)
    return sum(collisions, timedelta())


def _reasons(job: Job, person: Technician, slot: Stretch) -> Iterator[Reason]:
    if any(job.is_at_the_door_of(booking) for booking in person.booked):
        yield Reason(ReasonKind.INSIDE)
        return
    waits = slot.begins > job.not_before and not job.urgent
    if person.on_duty(job.not_before) and (waits or not _in_the_way(job, person, slot.begins)):
        yield Reason(ReasonKind.FREE_FROM, at=slot.begins) if waits else _freedom(person, slot)
    before = person.last_seen(job.not_before) if job.urgent else _before(person, slot)
    if before is not None and before.place.in_the_building_of(job.place):
        yield Reason(ReasonKind.SAME_BUILDING)
    elif before is not None:
        known = before.place.knows_the_way_to(job.place)
        yield Reason(ReasonKind.WALK, length=before.place.walk_to(job.place), known=known)


def _freedom(person: Technician, slot: Stretch) -> Reason:
    following = min((booking.begins for booking in person.booked if booking.begins >= slot.begins), default=None)
    return Reason(ReasonKind.FREE_UNTIL, at=following) if following else Reason(ReasonKind.FREE)


def _before(person: Technician, slot: Stretch) -> Booking | None:
    earlier = [booking for booking in person.booked if booking.ends <= slot.begins]
    return max(earlier, key=lambda booking: booking.ends, default=None)


def _rank(suggested: Suggestion) -> tuple[object, ...]:
    kinds = {clash.kind for clash in suggested.clashes}
    return (
        Reason(ReasonKind.INSIDE) not in suggested.reasons,
        bool(kinds & NOT_THERE),
        bool(kinds & {ClashKind.TRADE, ClashKind.SKILL}),
        suggested.person.reserve,
        bool(kinds),
        suggested.person.ahead,
        Reason(ReasonKind.SAME_BUILDING) not in suggested.reasons,
        suggested.slot.begins,
        suggested.person.login,
    )
