"""A technician's working day as whoever assigns weighs it (4.3.2): on duty when, booked when, free when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from fieldapp.domain.people import Skill, Trade

BETWEEN_BUILDINGS = timedelta(minutes=5)
BETWEEN_SITES = timedelta(minutes=20)
A_JOB_WITH_ITS_WAY = timedelta(minutes=80)
GRAIN = timedelta(minutes=5)  # an appointment is at 10:45, never at 10:41:23
USUAL_CAPACITY = 6  # of them in eight hours of duty


@dataclass(frozen=True, slots=True)
class Place:
    """Where a job is, as far as the way to it counts."""

    site_id: UUID
    building: str

    def knows_the_way_to(self, other: "Place") -> bool:
        """Is it known how far it is? On one estate only where both buildings are written down."""
        return self.site_id != other.site_id or bool(self.building and other.building)

    def in_the_building_of(self, other: "Place") -> bool:
        """Is it the same house, as far as anybody knows?"""
        return self == other and bool(self.building)

    def walk_to(self, other: "Place") -> timedelta:
        """How long the way to another place takes: nothing inside one building, never nothing where it is unknown."""
        if self.site_id != other.site_id:
            return BETWEEN_SITES
        return timedelta() if self.in_the_building_of(other) else BETWEEN_BUILDINGS


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one moment until another."""

    begins: datetime
    ends: datetime

    def covers(self, moment: datetime) -> bool:
        """Is the moment in it?"""
        return self.begins <= moment < self.ends

    def shares(self, other: "Stretch") -> timedelta:
        """How much of it lies in the other one as well."""
        return max(timedelta(), min(self.ends, other.ends) - max(self.begins, other.begins))


@dataclass(frozen=True, slots=True)
class Booking:
    """A stretch that is taken by an order at this door."""

    order_id: UUID
    place: Place
    door: str
    begins: datetime
    ends: datetime
    inside: UUID | None = None  # the flat in which they are at work on it now

    @property
    def stretch(self) -> Stretch:
        """From when until when."""
        return Stretch(self.begins, self.ends)

    def collides(self, place: Place, begins: datetime, ends: datetime) -> timedelta:
        """By how much a job there and then comes too close, the way between the two included; nothing: it fits."""
        walk = self.place.walk_to(place)
        return max(timedelta(), min(self.ends + walk - begins, ends + walk - self.begins))


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be given to somebody: where, how long, not before when, what one has to have learnt."""

    place: Place
    length: timedelta
    not_before: datetime  # the wanted time, or now if that has passed
    wanted_until: datetime | None = None  # None: any time
    shortest: timedelta | None = None  # of the wanted window, where it is shorter than the work
    trades: frozenset[Trade] = frozenset()
    skills: frozenset[Skill] = frozenset()
    urgent: bool = False
    length_known: bool = True  # else it is what is reckoned for work whose length nobody knows
    door_by: datetime | None = None  # an emergency: who begins later comes too late (4.3.5)
    room_id: UUID | None = None

    @property
    def latest_start(self) -> datetime | None:
        """Who begins later does not keep the wanted time; None: there is no such time."""
        if self.wanted_until is None:
            return None
        return self.wanted_until - min(self.length, self.shortest or self.length)

    def is_at_the_door_of(self, booking: Booking) -> bool:
        """Is it an emergency in the very flat in which somebody is at work on this?"""
        return self.urgent and booking.inside is not None and booking.inside == self.room_id


@dataclass(frozen=True, slots=True)
class Technician:
    """Somebody who could be sent, and their day."""

    id: UUID
    login: str
    name: str
    trades: frozenset[Trade] = frozenset()
    skills: frozenset[Skill] = frozenset()
    duty: tuple[Stretch, ...] = ()
    away: tuple[Stretch, ...] = ()  # on leave, ill: what is missing in the duty because of that
    booked: tuple[Booking, ...] = ()
    ahead: timedelta = timedelta()  # work that still lies before them today
    taken: int = 0  # jobs of the day, done ones included
    day: Stretch | None = None  # the day of which they are counted
    reserve: bool = False  # of another department, called in when ours are short

    def on_duty(self, moment: datetime) -> bool:
        """Are they on duty then?"""
        return self.duty_at(moment) is not None

    def duty_at(self, moment: datetime) -> Stretch | None:
        """The stretch of duty in which the moment lies."""
        return next((stretch for stretch in self.duty if stretch.covers(moment)), None)

    def away_at(self, moment: datetime) -> Stretch | None:
        """The absence in which the moment lies."""
        return next((stretch for stretch in self.away if stretch.covers(moment)), None)

    def returns_at(self, moment: datetime) -> datetime | None:
        """When they are next on duty after this moment, as far as the roster says."""
        return min((stretch.begins for stretch in self.duty if stretch.begins > moment), default=None)

    def capacity(self, day: Stretch) -> int:
        """How many usual jobs the duty of this day carries; a longer duty is no longer day's work."""
        length = sum((stretch.shares(day) for stretch in self.duty), timedelta())
        return min(int(length / A_JOB_WITH_ITS_WAY) or USUAL_CAPACITY, USUAL_CAPACITY)

    def is_full(self, moment: datetime) -> bool:
        """Has that day as many jobs as it carries? Of another day than the counted one nobody knows."""
        return self.day is not None and self.day.covers(moment) and self.taken >= self.capacity(self.day)

    def last_seen(self, moment: datetime) -> Booking | None:
        """The job that they began last before this moment, over or not: from there they would come."""
        begun = [booking for booking in self.booked if booking.begins < moment]
        return max(begun, key=lambda booking: booking.begins, default=None)

    def first_gap(self, job: Job, *, latest: datetime | None = None) -> datetime | None:
        """The first moment from which the job fits between what is booked, on duty; None: there is none."""
        starts = sorted(start for start in self._starts(job) if latest is None or start <= latest)
        return next((start for start in starts if self._fits(job, start)), None)

    def _starts(self, job: Job) -> Iterator[datetime]:
        for stretch in self.duty:
            yield max(next_grain(stretch.begins), job.not_before)
        for booking in self.booked:
            yield max(next_grain(booking.ends + booking.place.walk_to(job.place)), job.not_before)

    def _fits(self, job: Job, start: datetime) -> bool:
        duty = self.duty_at(start)
        if duty is None or start + job.length > duty.ends:
            return False
        return not any(booking.collides(job.place, start, start + job.length) for booking in self.booked)


def next_grain(moment: datetime) -> datetime:
    """The next full five minutes, or the moment itself if it is one."""
    past = timedelta(minutes=moment.minute % 5, seconds=moment.second, microseconds=moment.microsecond)
    return moment - past + GRAIN if past else moment
