"""Looking for what was done: in the journal of the orders, and in the journal of the administration.

A search walks one index over the branch and the moment, for a month at most, or over one order: its cost does not
grow with the years.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select

from fieldapp.domain.admin_journal import AdminEntry
from fieldapp.domain.journal import Entry
from fieldapp.domain.keyset import Place, beyond
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person
from fieldapp.domain.premises import Room
from fieldapp.domain.timeline import TELLING

PAGE = 50
LONGEST = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for, in one branch."""

    branch_id: UUID
    begins: datetime
    ends: datetime
    people: Sequence[UUID] | None = None  # by whom (or about whom); None: by anybody
    what: str = ""
    order: tuple[int, int] | None = None  # year and serial: its whole story, whenever
    after: Place | None = None


def within_a_month(begins: datetime, ends: datetime) -> tuple[datetime, datetime]:
    """A longer stretch is cut at its beginning."""
    return max(begins, ends - LONGEST), ends


def done_to_orders(sought: Sought) -> Select[*tuple[Any, ...]]:
    """One page of the journal of the orders, newest first, and one row more if another page follows."""
    return (
        select(
            *TELLING,
            Order.id.label("order_id"),
            Order.year,
            Order.serial,
            Room.building,
            Room.door,
        )
        .join(Order, Order.id == Entry.order_id)
        .join(Room, Room.id == Order.room_id)
        .outerjoin(Person, Person.id == Entry.by_id)
        .where(*_of_orders(sought))
        .order_by(Entry.received_at.desc(), Entry.id.desc())
        .limit(PAGE + 1)
    )


def done_by_administrators(sought: Sought) -> Select[*tuple[Any, ...]]:
    """The same of the journal of the administration."""
    found = [AdminEntry.branch_id == sought.branch_id, AdminEntry.at >= sought.begins, AdminEntry.at < sought.ends]
    if sought.people is not None:
        found.append(or_(AdminEntry.by_id.in_(sought.people), AdminEntry.person_id.in_(sought.people)))
    if sought.what:
        found.append(AdminEntry.what == sought.what)
    if sought.after is not None:
        found.append(beyond(AdminEntry.at, AdminEntry.id, sought.after, newest_first=True))
    return (
        select(
            AdminEntry.id,
            AdminEntry.what,
            AdminEntry.at,
            AdminEntry.about,
            AdminEntry.person_id,
            AdminEntry.facts,
            Person.name,
        )
        .outerjoin(Person, Person.id == AdminEntry.by_id)
        .where(*found)
        .order_by(AdminEntry.at.desc(), AdminEntry.id.desc())
        .limit(PAGE + 1)
    )


def _of_orders(sought: Sought) -> list[ColumnElement[bool]]:
    found = [_which(sought)]
    if sought.people is not None:
        found.append(Entry.by_id.in_(sought.people))
    if sought.what:
        found.append(Entry.what == sought.what)
    if sought.after is not None:
        found.append(beyond(Entry.received_at, Entry.id, sought.after, newest_first=True))
    return found


def _which(sought: Sought) -> ColumnElement[bool]:
    if sought.order is None:
        time = (Entry.received_at >= sought.begins, Entry.received_at < sought.ends)
        return and_(Entry.branch_id == sought.branch_id, *time)
    year, serial = sought.order
    named = (Order.branch_id == sought.branch_id, Order.year == year, Order.serial == serial)
    return Entry.order_id.in_(select(Order.id).where(*named))
