"""Who could go to an emergency at this moment, as the database knows them (4.3.5)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import Session

from fieldapp.domain.catalogue import Item
from fieldapp.domain.crew import CREW, Member, crew_of, departments_for
from fieldapp.domain.line import Line
from fieldapp.domain.order import Order
from fieldapp.domain.people import Trade
from fieldapp.domain.peril import TRADES, Peril
from fieldapp.domain.readiness import Readiness, readiness_of
from fieldapp.domain.schedule import SCHEDULE, during
from fieldapp.domain.whom_to_call import Candidate
from fieldapp.domain.workday import Place, Stretch

A_SHIFT = timedelta(hours=12)  # a door at which somebody was longer ago says nothing of where they are
A_MOMENT = timedelta(seconds=1)

_TRADES: Select[Trade | None] = (
    select(Item.trade)
    .join(Line, Line.item_id == Item.id)
    .where(Line.order_id == bindparam("order_id"), Line.dropped_at.is_(None))
)


def candidates(session: Session, order: Order, peril: Peril, at: datetime) -> list[Candidate]:
    """Everybody of the department and of its reserve who is on duty: four questions, however many they are."""
    ask = session.connection()
    needed = frozenset(trade for (trade,) in ask.execute(_TRADES, {"order_id": order.id}) if trade) or TRADES.get(
        peril, frozenset()
    )
    rows = ask.execute(
        CREW,
        {
            "branch_id": order.branch_id,
            "departments": departments_for(order.department),
            "begins": at,
            "roster_ends": at + A_MOMENT,
        },
    )
    members = crew_of(rows, order.department)
    visits = ask.execute(SCHEDULE, during([one.id for one in members], Stretch(at - A_SHIFT, at + A_MOMENT))).all()
    ready = readiness_of(session, [one.id for one in members], at)
    return [
        _candidate(
            one,
            [row for row in visits if row.technician_id == one.id],
            order,
            readiness=ready.get(one.id),
            skilled=not needed or bool(needed & one.trades),
            reserve=one.department is not order.department,
        )
        for one in members
    ]


def _candidate(
    member: Member,
    visits: list[Row[Any]],
    order: Order,
    *,
    readiness: Readiness | None,
    skilled: bool,
    reserve: bool,
) -> Candidate:
    at_work = [row for row in visits if row.arrived_at and row.ended_at is None]
    return Candidate(
        id=member.id,
        login=member.login,
        name=member.name,
        on_duty=readiness not in (None, Readiness.OFF_DUTY),
        ready=readiness is Readiness.READY,
        skilled=skilled,
        free=not at_work,
        inside=any(row.room_id == order.room_id for row in at_work),
        reserve=reserve,
        walk=_walk(visits, Place(order.site_id, order.room.building)),
    )


def _walk(visits: Iterable[Row[Any]], here: Place) -> timedelta | None:
    """From the last door at which they were, or to which they have set out."""
    seen = [(row.arrived_at or row.set_out_at, row) for row in visits if row.arrived_at or row.set_out_at]
    if not seen:
        return None
    last = max(seen, key=lambda one: one[0])[1]
    return Place(last.site_id, last.building).walk_to(here)
