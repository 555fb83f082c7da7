"""What was done at this door before, in an earlier visit for the same order: it stays with whoever did it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select

from fieldapp.domain.base import spelt_out
from fieldapp.domain.journal import Entry
from fieldapp.domain.people import Person
from fieldapp.domain.timeline import DOOR, Event, events
from fieldapp.domain.visit import Visit

# The way to the door, and what is told better by what followed it.
LITTLE = frozenset({"accept", "set_out", "early_agreed", "arrive", "ring", "correct", "go_on", "parked"})

EARLIER_VISITS: Select[*tuple[Any, ...]] = (
    select(
        Entry.id,
        Entry.visit_id,
        Entry.what,
        Entry.at,
        Entry.device_at,
        Entry.received_at,
        Entry.why,
        Entry.facts,
        Visit.technician_id,
        Person.name,
    )
    .join(Visit, Visit.id == Entry.visit_id)
    .join(Person, Person.id == Visit.technician_id)
    .where(
        Entry.order_id == bindparam("order_id"),
        Entry.visit_id != bindparam("visit_id"),
        Entry.what.in_(spelt_out(DOOR)),
        Entry.by_id == Visit.technician_id,
    )
    .order_by(Entry.id)
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier visit: whose, from when until when, and what was done."""

    technician_id: UUID
    name: str
    began: datetime
    ended: datetime
    did: list[Event]


def earlier(rows: Iterable[Row[Any]]) -> list[Earlier]:
    """The visits behind the rows, the first one first. One that never came to the door is none."""
    visits: dict[UUID, list[Row[Any]]] = {}
    for row in rows:
        visits.setdefault(row.visit_id, []).append(row)
    return [_earlier(own) for own in visits.values() if any(row.what not in {"accept", "set_out"} for row in own)]


def _earlier(rows: Sequence[Row[Any]]) -> Earlier:
    happened = events(rows)
    there = [event for event in happened if event.what not in {"accept", "set_out"}]
    return Earlier(
        technician_id=rows[0].technician_id,
        name=rows[0].name,
        began=there[0].at,
        ended=there[-1].at,
        did=[event for event in there if event.what not in LITTLE],
    )
