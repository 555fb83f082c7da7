"""A week of one department: what is planned for each person each day, against how long they are there (4.3.2).

What is missing (a length, a shift) is said as missing: an empty day and a day that nobody has entered are two things.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from fieldapp.domain.base import spelt_out
from fieldapp.domain.course import OPEN, UNASSIGNED
from fieldapp.domain.crew import CREW, Member, Presence, crew_of, departments_for, is_entered
from fieldapp.domain.feed import FEED
from fieldapp.domain.holiday import Holiday
from fieldapp.domain.load import Load, load_of
from fieldapp.domain.order import Order
from fieldapp.domain.schedule import SCHEDULE, Slot, by_technician, during
from fieldapp.domain.unknown_length import LENGTH_UNKNOWN
from fieldapp.domain.whose_board import Desk
from fieldapp.domain.workday import Stretch

DAYS = 7

# What nobody holds and is wanted in the week, or at any time. OPEN is spelt out as in the partial index.
_WAITING: Select[*tuple[Any, ...]] = select(
    Order.wanted_from, Order.minutes, LENGTH_UNKNOWN.label("length_unknown")
).where(
    OPEN,
    Order.branch_id == bindparam("branch_id"),
    Order.department == bindparam("department"),
    Order.state.in_(spelt_out(UNASSIGNED)),
    or_(
        Order.wanted_from.is_(None),
        and_(Order.wanted_from >= bindparam("begins"), Order.wanted_from < bindparam("ends")),
    ),
)
_HOLIDAYS: Select[*tuple[Any, ...]] = select(Holiday.day, Holiday.name).where(
    Holiday.branch_id == bindparam("branch_id"), Holiday.day >= bindparam("first"), Holiday.day <= bindparam("last")
)


@dataclass(frozen=True, slots=True)
class PersonDay:
    """One day of one person."""

    day: Stretch
    presence: Presence
    on_duty: timedelta
    absent: tuple[Stretch, ...]
    load: Load

    @property
    def too_much(self) -> timedelta:
        """How much more is known to be planned than they are there; where no shift is entered, nobody can say."""
        if self.presence is Presence.NO_SHIFT:
            return timedelta()
        return max(timedelta(), self.load.planned - self.on_duty)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days of a department, from a Monday on."""

    feed: int
    now: datetime
    days: list[Stretch]
    members: list[Member]
    slots: Mapping[UUID, list[Slot]]
    waiting: list[Row[Any]]
    holidays: Mapping[date, str]

    def of(self, member: Member) -> list[PersonDay]:
        """Each of the seven days of this person."""
        own = self.slots.get(member.id, [])
        return [person_day(member, day, own, entered=is_entered(self.members, day, self.now)) for day in self.days]

    @property
    def timeless(self) -> int:
        """How many nobody has that are wanted on no day in particular, and so stand under none."""
        return sum(row.wanted_from is None for row in self.waiting)

    def nobody_s(self, day: Stretch) -> Load:
        """What is wanted on that day and nobody has yet: wishes without a door before them, so no ways."""
        rows = [row for row in self.waiting if row.wanted_from is not None and day.covers(row.wanted_from)]
        known = [timedelta(minutes=row.minutes) for row in rows if not row.length_unknown]
        return Load(jobs=len(rows), work=sum(known, timedelta()), unknown=len(rows) - len(known))


def person_day(member: Member, day: Stretch, slots: Iterable[Slot], *, entered: bool = True) -> PersonDay:
    """What is planned for somebody on a day, against how long they are there."""
    return PersonDay(
        day=day,
        presence=member.presence(day, entered=entered),
        on_duty=sum((stretch.shares(day) for stretch in member.duty), timedelta()),
        absent=tuple(stretch for stretch in member.away if stretch.shares(day)),
        load=load_of(slot for slot in slots if day.covers(slot.booking.begins)),
    )


def read_week(session: Session, desk: Desk, *, now: datetime, day: date) -> Week:
    """The week in which this day lies. A fixed number of questions, however many orders there are."""
    ask = session.connection()  # plain columns: the session would have nothing to keep
    monday = day - timedelta(days=day.weekday())
    days = [desk.day_of(monday + timedelta(days=nth)) for nth in range(DAYS)]
    whole = {"begins": days[0].begins, "ends": days[-1].ends}
    whose = {"branch_id": desk.branch_id, "department": desk.department}
    departments = departments_for(desk.department)
    feed, _dead = ask.execute(FEED, {"branch_id": desk.branch_id}).one()
    roster = {"begins": whole["begins"], "roster_ends": whole["ends"]}
    members = crew_of(
        ask.execute(CREW, {"branch_id": desk.branch_id, "departments": departments, **roster}), desk.department
    )
    visits = ask.execute(SCHEDULE, during([member.id for member in members], Stretch(**whole)))
    return Week(
        feed=int(feed),
        now=now,
        days=days,
        members=members,
        slots=by_technician(visits, now),
        waiting=list(ask.execute(_WAITING, {**whose, **whole})),
        holidays={
            row.day: row.name
            for row in ask.execute(
                _HOLIDAYS,
                {"branch_id": desk.branch_id, "first": monday, "last": monday + timedelta(days=DAYS - 1)},
            )
        },
    )
