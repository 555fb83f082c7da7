"""The orders as a table, for whoever reckons elsewhere: what was asked for where, how far it came, what it cost.

No owner's name and no number stands in it: a room is enough to find the order again (PIPL 6).
"""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, select

from fieldapp.domain.money_table import yuan
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person
from fieldapp.domain.premises import Room, Site

HEADER = (
    *("order", "received_at", "channel", "kind", "department", "urgent", "site", "building", "door", "title"),
    *("state", "technician", "wanted_from", "wanted_until", "price_yuan", "due_yuan", "paid_yuan"),
)
FIGURES = frozenset({"price_yuan", "due_yuan", "paid_yuan"})


def orders_to_export(branch_id: UUID) -> Select[*tuple[Any, ...]]:
    """Every order of a branch, the oldest first."""
    return (
        select(
            *(Order.year, Order.serial, Order.received_at, Order.channel, Order.kind, Order.department, Order.urgent),
            *(Order.title_zh, Order.state, Order.wanted_from, Order.wanted_until),
            *(Order.price_fen, Order.due_fen, Order.paid_fen),
            *(Site.code, Site.timezone, Room.building, Room.door, Person.name.label("technician")),
        )
        .join(Site, Site.id == Order.site_id)
        .join(Room, Room.id == Order.room_id)
        .outerjoin(Person, Person.id == Order.holder_id)
        .where(Order.branch_id == branch_id)
        .order_by(Order.year, Order.serial)
    )


def as_row(order: Row[*tuple[Any, ...]]) -> tuple[str, ...]:
    """An order as a row under :data:`HEADER`; moments by the clock of its site."""
    zone = ZoneInfo(order.timezone)
    return (
        f"{order.year}-{order.serial:05d}",
        _moment(order.received_at, zone),
        order.channel.value,
        order.kind.value,
        order.department.value,
        "yes" if order.urgent else "no",
        order.code,
        order.building,
        order.door,
        order.title_zh,
        order.state.value,
        order.technician or "",
        _moment(order.wanted_from, zone),
        _moment(order.wanted_until, zone),
        yuan(order.price_fen),
        "" if order.due_fen is None else yuan(order.due_fen),
        yuan(order.paid_fen or 0),
    )


def _moment(moment: datetime | None, zone: ZoneInfo) -> str:
    return "" if moment is None else f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
