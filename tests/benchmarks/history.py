"""A branch with a past: the demo day, and so many orders of the two years before it, written in bulk."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from fieldapp.domain.base import new_id
from fieldapp.domain.course import OrderState
from fieldapp.domain.intake import OrderCounter
from fieldapp.domain.journal import Entry
from fieldapp.domain.line import Line
from fieldapp.domain.mark import Outcome
from fieldapp.domain.order import Order
from fieldapp.domain.people import Department, Person
from fieldapp.domain.premises import Room
from fieldapp.domain.visit import Visit

AT_ONCE = 2_000
DAYS = 730


def add_history(session: Session, orders: int, *, now: datetime) -> None:
    """Add that many closed orders, each with its line, its visit and its journal; the caller commits."""
    pattern = session.scalars(select(Order).where(Order.state == OrderState.CLOSED).limit(1)).one()
    past = _past(session, pattern, orders, now)
    tables = (Order, Visit, Line, Entry)
    while rows := list(islice(past, AT_ONCE)):
        for table, told in zip(tables, zip(*rows, strict=True), strict=True):
            session.execute(insert(table), list(told))
    session.execute(insert(OrderCounter), [{"branch_id": pattern.branch_id, "year": now.year - 10, "last": orders}])


def _past(session: Session, pattern: Order, orders: int, now: datetime) -> Iterator[tuple[dict[str, Any], ...]]:
    chance = Random(7)
    visit = _row(session.scalars(select(Visit).where(Visit.order_id == pattern.id).limit(1)).one())
    line = _row(session.scalars(select(Line).where(Line.order_id == pattern.id).limit(1)).one())
    entry = _row(session.scalars(select(Entry).where(Entry.order_id == pattern.id).limit(1)).one())
    order = _row(pattern)
    rooms = session.execute(select(Room.id, Room.site_id)).all()
    technicians = session.scalars(select(Person.id).where(Person.department == Department.REPAIR)).all()
    for serial in range(1, orders + 1):
        at = now - timedelta(days=chance.uniform(1, DAYS))
        room, site = chance.choice(rooms)
        who = chance.choice(technicians)
        ids = {"order": new_id(), "visit": new_id()}
        yield (
            order
            | {"id": ids["order"], "room_id": room, "site_id": site, "serial": serial, "year": now.year - 10}
            | {"received_at": at, "wanted_from": at, "wanted_until": at, "changed_at": at, "holder_id": who}
            | {"call_back_due_at": None},
            visit
            | {"id": ids["visit"], "order_id": ids["order"], "technician_id": who, "planned_from": at}
            | {
                "planned_until": at,
                "ended_at": at,
                "outcome": Outcome.DONE,
                "agreement_id": None,
                "signature_id": None,
            },
            line | {"id": new_id(), "order_id": ids["order"]},
            {name: value for name, value in entry.items() if name != "id"}
            | {"order_id": ids["order"], "visit_id": ids["visit"], "at": at, "received_at": at},
        )


def _row(thing: Any) -> dict[str, Any]:
    return {column.key: getattr(thing, column.key) for column in type(thing).__mapper__.column_attrs}
