"""A technician's day: what is next, what follows, what is done."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Row, bindparam, exists, or_, select, union_all

from fieldapp.domain.line import Line
from fieldapp.domain.mark import Outcome
from fieldapp.domain.order import Order
from fieldapp.domain.premises import Owner, Room, Site
from fieldapp.domain.visit import Visit

NIGHT = timedelta(hours=6)

_standing = exists().where(Line.order_id == Order.id, Line.dropped_at.is_(None))

# Plain columns, because a list changes nothing.
_visits = (
    select(
        Visit.id,
        Visit.order_id,
        Visit.planned_from,
        Visit.planned_until,
        Visit.accepted_at,
        Visit.set_out_at,
        Visit.arrived_at,
        Visit.ended_at,
        Visit.outcome,
        Order.state,
        Order.version,
        Order.catalogue_version_id,
        Order.urgent,
        Order.kind,
        Order.title_zh,
        Order.title_en,
        Order.requirements,
        Order.price_fen,
        Order.materials_fen,
        Order.minutes,
        _standing.where(Line.warranty).label("warranty"),
        _standing.where(Line.asked_at.is_not(None), Line.answered_at.is_(None)).label("asked"),
        Room.building,
        Room.door,
        Owner.surname,
        Owner.address,
        Site.timezone,
    )
    .join(Order, Order.id == Visit.order_id)
    .join(Room, Room.id == Order.room_id)
    .join(Owner, Owner.id == Order.owner_id)
    .join(Site, Site.id == Order.site_id)
    .where(
        Visit.technician_id == bindparam("technician_id"),
        or_(Visit.planned_from.is_(None), Visit.planned_from < bindparam("ends")),
    )
)

# Open visits (of today, of days before, and those without an appointment), and what was ended today. Asked as one
# "or", SQLite would read every visit that the technician ever made; each half walks the index on ended_at. The order
# is for Python: a sort over both halves would carry all columns through a temporary table.
VISITS_OF_THE_DAY: CompoundSelect[Any] = union_all(
    _visits.where(Visit.ended_at.is_(None)),
    _visits.where(
        Visit.ended_at >= bindparam("begins"), Visit.outcome != Outcome.MOVED, Visit.outcome != Outcome.UNDONE
    ),
)


def day_parameters(technician_id: UUID, begins: datetime, ends: datetime) -> dict[str, object]:
    """What the statement needs: whose day, and from when until when (UTC)."""
    return {"technician_id": technician_id, "begins": begins, "ends": ends}


def night_included(at: datetime, midnight: datetime) -> datetime:
    """Until when whatever begins belongs to the day in which ``at`` lies: a night does not end at midnight."""
    return max(midnight, at + NIGHT)


DayRow = Row[*tuple[Any, ...]]


def by_time(row: DayRow) -> tuple[bool, datetime | str, UUID]:
    """The order of a day: by appointment, then those without one, oldest first."""
    return (row.planned_from is None, row.planned_from or "", row.id)
