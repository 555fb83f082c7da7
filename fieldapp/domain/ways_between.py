"""Between two jobs lies the way from one door to the next: how long it is, and whether there is time for it (4.3.2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, pairwise

from fieldapp.domain.workday import Booking, Stretch


@dataclass(frozen=True, slots=True)
class Way:
    """The way to a job from the one before it; it ends when that job begins."""

    to: Booking
    length: timedelta
    known: bool  # else the usual time between two buildings is reckoned
    short_by: timedelta  # so much less time lies between the two jobs; nothing: there is time

    @property
    def stretch(self) -> Stretch:
        """When one has to go, so as to be there in time."""
        return Stretch(self.to.begins - self.length, self.to.begins)


@dataclass(frozen=True, slots=True)
class TooClose:
    """Two jobs of one person that cannot both be kept, and by how much."""

    first: Booking
    second: Booking
    by: timedelta


def ways(bookings: Iterable[Booking]) -> Iterator[Way]:
    """The ways of a day from job to job, in its order; inside one building there is none."""
    for one, following in pairwise(_in_order(bookings)):
        length = one.place.walk_to(following.place)
        if length:
            known = one.place.knows_the_way_to(following.place)
            yield Way(following, length, known, max(timedelta(), one.ends + length - following.begins))


def too_close(bookings: Iterable[Booking]) -> Iterator[TooClose]:
    """All pairs of jobs that overlap, the way between them included."""
    for one, following in combinations(_in_order(bookings), 2):
        by = one.collides(following.place, following.begins, following.ends)
        if by:
            yield TooClose(one, following, by)


def _in_order(bookings: Iterable[Booking]) -> list[Booking]:
    return sorted(bookings, key=lambda booking: (booking.begins, booking.ends))
