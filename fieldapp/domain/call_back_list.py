"""The owners who are still to be called back, those first who have waited longest (3.1, 4.1.2)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import aliased

from fieldapp.domain.call_back import CallBack, CallOutcome
from fieldapp.domain.call_sheet import CallAnswer
from fieldapp.domain.journal import Entry
from fieldapp.domain.keyset import Place, beyond
from fieldapp.domain.mark import Outcome
from fieldapp.domain.order import Order
from fieldapp.domain.people import Department, Person
from fieldapp.domain.premises import Owner, Room, Site
from fieldapp.domain.signature import Signature
from fieldapp.domain.visit import Visit

PAGE = 25
ON_THE_TELEPHONE = timedelta(minutes=10)  # as long may a call last after the number was shown
ANSWERED = (CallOutcome.WELL, CallOutcome.SO_SO, CallOutcome.REWORK)

CallBackRow = Row[*tuple[Any, ...]]

_again = aliased(Order)


def call_backs_due(branch_id: UUID, *, after: Place | None = None, limit: int = PAGE) -> Select[*tuple[Any, ...]]:
    """One page of them and one row more, which tells whether another page follows."""
    page = _orders(branch_id).where(Order.call_back_due_at.is_not(None))
    page = page.order_by(Order.call_back_due_at, Order.id).limit(limit + 1)
    return page.where(beyond(Order.call_back_due_at, Order.id, after, newest_first=False)) if after else page


def call_back(branch_id: UUID, order_id: UUID) -> Select[*tuple[Any, ...]]:
    """One of them."""
    return _orders(branch_id).where(Order.id == order_id, Order.call_back_due_at.is_not(None))


def called_about(branch_id: UUID, order_id: UUID, department: Department | None = None) -> Select[*tuple[Any, ...]]:
    """An order (of this department, if named) about which somebody has called, with the order it led to."""
    found = (
        _orders(branch_id)
        .add_columns(_again.id.label("again_id"), _again.year.label("again_year"), _again.serial.label("again_serial"))
        .outerjoin(_again, _again.rework_of_id == Order.id)
        .where(Order.id == order_id)
        .order_by(_again.id.desc())
        .limit(1)
    )
    return found.where(Order.department == department) if department else found


def last_call(order_id: UUID) -> Select[*tuple[Any, ...]]:
    """The last call about an order that was answered, with whoever made it."""
    return (
        select(CallBack, Person.name)
        .join(Person, Person.id == CallBack.by_id)
        .where(CallBack.order_id == order_id, CallBack.outcome.in_(ANSWERED))
        .order_by(CallBack.id.desc())
        .limit(1)
    )


def rings_since(order_ids: Collection[UUID], since: datetime) -> Select[*tuple[Any, ...]]:
    """Who has looked at the whole number of these orders since then, the last first: they are on the telephone."""
    return (
        select(Entry.order_id, Entry.by_id, Entry.at, Person.name)
        .join(Person, Person.id == Entry.by_id)
        .where(Entry.order_id.in_(order_ids), Entry.what == "phone_shown", Entry.at >= since)
        .order_by(Entry.id.desc())
    )


def answers_of(call_back_id: UUID) -> Select[CallAnswer]:
    """What was said in a call, beside what was recorded."""
    return select(CallAnswer).where(CallAnswer.call_back_id == call_back_id)


def _orders(branch_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Order.id,
            Order.version,
            Order.year,
            Order.serial,
            Order.state,
            Order.title_zh,
            Order.title_en,
            Order.price_fen,
            Order.call_back_due_at,
            Room.building,
            Room.door,
            Owner.surname,
            Owner.given_name,
            Owner.address,
            Owner.phone,
            Site.timezone,
            Visit.arrived_at,
            Visit.ended_at,
            Person.name.label("technician"),
            Signature.signer,
            Signature.relation,
            Signature.answer,
            Signature.reason,
        )
        .join(Room, Room.id == Order.room_id)
        .join(Owner, Owner.id == Order.owner_id)
        .join(Site, Site.id == Order.site_id)
        .outerjoin(Visit, and_(Visit.order_id == Order.id, Visit.outcome == Outcome.DONE))
        .outerjoin(Person, Person.id == Visit.technician_id)
        .outerjoin(Signature, Signature.id == Visit.signature_id)
        .where(Order.branch_id == branch_id)
    )
