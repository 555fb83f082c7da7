"""Who can be sent today: the technicians of a department with their duty and their phones."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from fieldapp.domain.absence import Absence, without
from fieldapp.domain.device import Device
from fieldapp.domain.people import Department, Duty, Person, Role, holds
from fieldapp.domain.phone_sign import PhoneSign
from fieldapp.domain.premises import Branch
from fieldapp.domain.readiness import REACH, Reach, Readiness, reach
from fieldapp.domain.workday import Booking, Stretch, Technician

# 4.3.5: if repair staff are short, other engineering technicians are called in at once.
RESERVE = {Department.REPAIR: Department.ENGINEERING}
NEXT_DUTY = timedelta(days=2)  # how far the roster is read, to say when somebody is back

# Of several phones the one that was heard of last counts; what an older one still has is told by an alarm.
_any = aliased(Device)
_last_heard = select(func.max(_any.heard_at)).where(_any.person_id == Person.id).scalar_subquery()

# One row for each stretch of duty (and of being away), so that people, phones and roster are one question.
CREW: Select[*tuple[Any, ...]] = (
    select(
        Person.id,
        Person.login,
        Person.name,
        Person.department,
        Person.trades,
        Person.skills,
        Branch.timezone,
        Duty.begins_at,
        Duty.ends_at,
        Absence.begins_at.label("away_from"),
        Absence.ends_at.label("away_until"),
        Device.heard_at,
        Device.waiting,
        Device.oldest_at,
        Device.tray,
        Device.offset_ms,
        *REACH,
    )
    .join(Branch, Branch.id == Person.branch_id)
    .outerjoin(
        Duty,
        and_(
            Duty.person_id == Person.id, Duty.ends_at > bindparam("begins"), Duty.begins_at < bindparam("roster_ends")
        ),
    )
    .outerjoin(
        Absence,
        and_(
            Absence.person_id == Person.id,
            Absence.ends_at > bindparam("begins"),
            Absence.begins_at < bindparam("roster_ends"),
            Absence.withdrawn_at.is_(None),
        ),
    )
    .outerjoin(Device, and_(Device.person_id == Person.id, Device.heard_at == _last_heard))
    .where(
        Person.branch_id == bindparam("branch_id"),
        Person.department.in_(bindparam("departments", expanding=True)),
        holds(Role.TECHNICIAN),
    )
    .order_by(Person.id, Duty.begins_at, Absence.begins_at)
)


class Presence(StrEnum):
    """Is somebody there on a day, as far as the roster says?"""

    ON_DUTY = "on_duty"
    ABSENT = "absent"  # on leave, ill
    OFF_DUTY = "off_duty"
    NO_SHIFT = "no_shift"  # nobody has entered when they work around that day: missing, not "never"


@dataclass(slots=True)
class Member:
    """A technician of the crew, as the roster knows them."""

    id: UUID
    login: str
    name: str
    department: Department
    trades: Any
    skills: Any
    phone: PhoneSign
    reach: Reach
    roster: list[Stretch] = field(default_factory=list)
    away: list[Stretch] = field(default_factory=list)

    @property
    def duty(self) -> list[Stretch]:
        """When they are there: what the roster says, without what they are away."""
        return without(self.roster, self.away) if self.away else self.roster

    def away_at(self, moment: datetime) -> Stretch | None:
        """The absence in which the moment lies."""
        return next((stretch for stretch in self.away if stretch.covers(moment)), None)

    def presence(self, day: Stretch, *, entered: bool = True) -> Presence:
        """Are they there at any time of this day? Asked of a day for which the roster was read.

        ``entered``: has anybody's shift of that day been entered?
        """
        if any(stretch.shares(day) for stretch in self.duty):
            return Presence.ON_DUTY
        if any(stretch.shares(day) for stretch in self.away):
            return Presence.ABSENT
        return Presence.OFF_DUTY if self.roster and entered else Presence.NO_SHIFT

    def readiness(self, now: datetime) -> Readiness:
        """Do they count for an emergency at this moment?"""
        begins = min((stretch.begins for stretch in self.duty if stretch.covers(now)), default=None)
        return self.reach.readiness(begins, now)

    def technician(
        self, booked: Iterable[Booking], *, ahead: timedelta, taken: int, day: Stretch, reserve: bool
    ) -> Technician:
        """The same with their bookings, ready to be weighed."""
        return Technician(
            id=self.id,
            login=self.login,
            name=self.name,
            trades=self.trades,
            skills=self.skills,
            duty=tuple(self.duty),
            away=tuple(self.away),
            booked=tuple(sorted(booked, key=lambda booking: booking.begins)),
            ahead=ahead,
            taken=taken,
            day=day,
            reserve=reserve,
        )


def departments_for(department: Department) -> list[Department]:
    """Whose technicians a supervisor may send: their own department's, and its reserve."""
    return [department, *([RESERVE[department]] if department in RESERVE else [])]


def crew_of(rows: Iterable[Row[Any]], own: Department) -> list[Member]:
    """The people behind the rows, those of the department before its reserve."""
    members: dict[UUID, Member] = {}
    for row in rows:
        member = members.get(row.id)
        if member is None:
            member = members[row.id] = _member(row)
        _note(member.roster, row.begins_at, row.ends_at)
        _note(member.away, row.away_from, row.away_until)
    return sorted(members.values(), key=lambda member: member.department is not own)


def is_entered(members: Iterable[Member], day: Stretch, now: datetime) -> bool:
    """Does the roster reach that day? Of a day that is over nobody enters it any more."""
    return day.ends <= now or any(stretch.shares(day) for member in members for stretch in member.roster)


def _note(stretches: list[Stretch], begins: datetime | None, ends: datetime) -> None:
    if begins is not None and (stretch := Stretch(begins, ends)) not in stretches:
        stretches.append(stretch)


def _member(row: Row[Any]) -> Member:
    return Member(row.id, row.login, row.name, row.department, row.trades, row.skills, _phone(row), reach(row))


def _phone(row: Row[Any]) -> PhoneSign:
    if row.heard_at is None:
        return PhoneSign()
    return PhoneSign(row.heard_at, row.waiting, row.oldest_at, row.tray, row.offset_ms)
