"""A technician's day: what is next, what follows, what is done."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, bindparam, exists, or_, select

from fieldapp.domain.line import Line
from fieldapp.domain.order import Order
from fieldapp.domain.premises import Owner, Room, Site
from fieldapp.domain.visit import Visit

# One statement, made once; plain columns, because a list changes nothing. Open visits (of today, of days before, and
# those without an appointment) and what was ended today: both sides of the "or" walk the index on ended_at.
VISITS_OF_THE_DAY: Select[*tuple[Any, ...]] = (
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
        Order.urgent,
        Order.kind,
        Order.title_zh,
        Order.title_en,
        Order.requirements,
        Order.price_fen,
        Order.materials_fen,
        Order.minutes,
        exists().where(Line.order_id == Order.id, Line.dropped_at.is_(None), Line.warranty).label("warranty"),
        exists()
        .where(
            and_(
                Line.order_id == Order.id,
                Line.dropped_at.is_(None),
                Line.asked_at.is_not(None),
                Line.answered_at.is_(None),
            )
        )
        .label("asked"),
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
        or_(Visit.ended_at.is_(None), Visit.ended_at >= bindparam("begins")),
        or_(Visit.planned_from.is_(None), Visit.planned_from < bindparam("ends")),
        or_(Visit.outcome.is_(None), Visit.outcome.not_in(["moved", "undone"])),
    )
    .order_by(Visit.planned_from.is_(None), Visit.planned_from, Visit.id)
)


def day_parameters(technician_id: UUID, begins: datetime, ends: datetime) -> dict[str, object]:
    """What the statement needs: whose day, and from when until when (UTC)."""
    return {"technician_id": technician_id, "begins": begins, "ends": ends}


DayRow = Row[*tuple[Any, ...]]
