"""A technician's appointments for the calendar on their own devices: a secret link, and what stands behind it.

The link leads out of the app and into the calendars of other companies, so it tells what and where, and nothing of
who lives there.
"""

from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, ForeignKey, Index, Select, String, bindparam, select, union_all
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import Model, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.mark import Outcome
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person
from fieldapp.domain.premises import Room, Site
from fieldapp.domain.system import digest
from fieldapp.domain.visit import Visit

BACK = timedelta(weeks=1)
AHEAD = timedelta(weeks=8)
CALLED_OFF = frozenset({Outcome.MOVED, Outcome.UNDONE, Outcome.NOBODY_HOME, Outcome.NOT_NOW})


class CalendarLink(Model):
    """One link of one person; the newest one stands until they end it."""

    __tablename__ = "calendar_link"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_calendar_link_person_id", "person_id", "ended_at"),)


def make_link(session: Session, person_id: UUID, act: Act) -> str:
    """The token of a new link, to be shown once; the one before leads nowhere any more."""
    end_link(session, person_id, act)
    token = token_urlsafe(32)
    session.add(CalendarLink(id=new_id(), person_id=person_id, token_sha256=digest(token), made_at=act.at))
    return token


def end_link(session: Session, person_id: UUID, act: Act) -> None:
    """Nobody sees the appointments by it any more. Twice is once."""
    for link in session.scalars(link_of(person_id)):
        link.ended_at = act.at


def link_of(person_id: UUID) -> Select[CalendarLink]:
    """The link that stands."""
    return select(CalendarLink).where(CalendarLink.person_id == person_id, CalendarLink.ended_at.is_(None))


def last_ended(person_id: UUID) -> Select[CalendarLink]:
    """The link that this person had last, if it was ended."""
    ended = select(CalendarLink).where(CalendarLink.person_id == person_id, CalendarLink.ended_at.is_not(None))
    return ended.order_by(CalendarLink.ended_at.desc()).limit(1)


def whose(token: str) -> Select[Person]:
    """Whose appointments this link shows, as long as it stands and they work here."""
    return (
        select(Person)
        .join(CalendarLink, CalendarLink.person_id == Person.id)
        .where(CalendarLink.token_sha256 == digest(token), CalendarLink.ended_at.is_(None), Person.left_at.is_(None))
    )


_visits = (
    select(
        Visit.id,
        Visit.planned_from,
        Visit.planned_until,
        Visit.outcome,
        Visit.ended_at,
        Order.year,
        Order.serial,
        Order.title_zh,
        Order.title_en,
        Order.minutes,
        Order.version,
        Order.changed_at,
        Room.building,
        Room.door,
        Site.name_zh.label("site_zh"),
        Site.name_en.label("site_en"),
        Site.timezone,
    )
    .join(Order, Order.id == Visit.order_id)
    .join(Room, Room.id == Order.room_id)
    .join(Site, Site.id == Order.site_id)
    .where(
        Visit.technician_id == bindparam("person_id"),
        Visit.planned_from >= bindparam("begins"),
        Visit.planned_from < bindparam("ends"),
    )
)
# As in ``schedule.py``: each half by itself walks the index on (technician_id, ended_at).
APPOINTMENTS: CompoundSelect[Any] = union_all(
    _visits.where(Visit.ended_at.is_(None)), _visits.where(Visit.ended_at >= bindparam("begins"))
)


def appointments(session: Session, person_id: UUID, now: datetime) -> list[Any]:
    """The planned visits of a week back and eight weeks ahead, the called-off ones among them, by their beginning."""
    rows = session.execute(APPOINTMENTS, {"person_id": person_id, "begins": now - BACK, "ends": now + AHEAD}).all()
    return sorted(rows, key=lambda row: (row.planned_from, row.id))
