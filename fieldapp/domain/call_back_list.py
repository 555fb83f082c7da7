"""The owners who are still to be called back, those first who have waited longest (3.1, 4.1.2)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, select

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.keyset import Place, beyond
from fieldapp.domain.mark import Outcome
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person
from fieldapp.domain.premises import Owner, Room, Site
from fieldapp.domain.signature import Signature
from fieldapp.domain.visit import Visit

PAGE = 25

CallBackRow = Row[*tuple[Any, ...]]


def call_backs_due(branch_id: UUID, *, after: Place | None = None, limit: int = PAGE) -> Select[*tuple[Any, ...]]:
    """One page of them and one row more, which tells whether another page follows."""
    page = _call_backs(branch_id).order_by(Order.call_back_due_at, Order.id).limit(limit + 1)
    return page.where(beyond(Order.call_back_due_at, Order.id, after, newest_first=False)) if after else page


def call_back(branch_id: UUID, order_id: UUID) -> Select[*tuple[Any, ...]]:
    """One of them."""
    return _call_backs(branch_id).where(Order.id == order_id)


def technicians_of(order_id: UUID) -> Select[UUID]:
    """Everybody who was sent for an order."""
    return select(Visit.technician_id).where(Visit.order_id == order_id)


def check_caller(by_id: UUID, technicians: Iterable[UUID]) -> None:
    """Nobody asks an owner about their own work.

    Raises RuleBroken ``call_back.own_work``.
    """
    if by_id in set(technicians):
        raise RuleBroken("call_back.own_work")


def _call_backs(branch_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Order.id,
            Order.version,
            Order.year,
            Order.serial,
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
        .where(Order.branch_id == branch_id, Order.call_back_due_at.is_not(None))
    )
