"""Whoever is named in an agreement cannot come that day: gone, on leave, or not on a roster that is written already."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from fieldapp.domain.absence import Absence
from fieldapp.domain.local_day import day_at
from fieldapp.domain.people import Duty, Person, Role


def cannot_come(session: Session, person: Person, begins: datetime, ends: datetime, zone: str) -> bool:
    """As far as anybody knows: a day for which the department has no roster yet says nothing."""
    if person.left_at is not None or Role.TECHNICIAN not in person.roles:
        return True
    return session.scalar(_away(person, begins, ends)) is not None or _off_duty(session, person, begins, ends, zone)


def _off_duty(session: Session, person: Person, begins: datetime, ends: datetime, zone: str) -> bool:
    midnight = datetime.combine(day_at(begins, zone), time(), ZoneInfo(zone))
    roster = session.execute(_roster(person, midnight, midnight + timedelta(days=1))).all()
    own = [(begun, ended) for who, begun, ended in roster if who == person.id]
    return bool(roster) and not any(begun <= begins and ends <= ended for begun, ended in own)


def _away(person: Person, begins: datetime, ends: datetime) -> Select[UUID]:
    return (
        select(Absence.id)
        .where(
            Absence.person_id == person.id,
            Absence.ends_at > begins,
            Absence.begins_at < ends,
            Absence.withdrawn_at.is_(None),
        )
        .limit(1)
    )


def _roster(person: Person, begins: datetime, ends: datetime) -> Select[UUID, datetime, datetime]:
    """Who of the same department is on duty that day."""
    return (
        select(Duty.person_id, Duty.begins_at, Duty.ends_at)
        .join(Person, Person.id == Duty.person_id)
        .where(
            Person.branch_id == person.branch_id,
            Person.department == person.department,
            Duty.begins_at < ends,
            Duty.ends_at > begins,
        )
    )
