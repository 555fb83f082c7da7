"""What a room has asked for lately, and whether a new call is about the same thing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import aliased

from fieldapp.domain.course import UNASSIGNED, UNDER_WAY
from fieldapp.domain.order import Order
from fieldapp.domain.people import Department, Person

SAME_WITHIN = timedelta(days=1)

RecentRow = Row[*tuple[Any, ...]]


def recent_orders(room_id: UUID, *, limit: int = 5) -> Select[*tuple[Any, ...]]:
    """The last orders of a room, newest first, each with who has it or who wrote it."""
    holder, writer = aliased(Person), aliased(Person)
    return (
        select(
            Order.id,
            Order.state,
            Order.department,
            Order.urgent,
            Order.received_at,
            Order.title_zh,
            Order.title_en,
            holder.name.label("holder"),
            writer.name.label("writer"),
        )
        .outerjoin(holder, holder.id == Order.holder_id)
        .join(writer, writer.id == Order.received_by_id)
        .where(Order.room_id == room_id)
        .order_by(Order.received_at.desc(), Order.id.desc())
        .limit(limit)
    )


def perhaps_the_same(recent: Sequence[RecentRow], *, department: Department | None, at: datetime) -> RecentRow | None:
    """The newest order of the last day that is still open and, once we know what is wanted, of the same department."""
    return next(
        (
            order
            for order in recent
            if order.state in UNASSIGNED | UNDER_WAY
            and at - order.received_at <= SAME_WITHIN
            and department in (None, order.department)
        ),
        None,
    )
