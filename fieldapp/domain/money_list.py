"""What the money pages show: who owes what, the entries of an order or of a month, and what a month came to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import aliased, joinedload

from fieldapp.domain.dues import UNEVEN
from fieldapp.domain.keyset import Place, beyond
from fieldapp.domain.money_entry import MoneyEntry
from fieldapp.domain.month_close import MonthClose
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person
from fieldapp.domain.premises import Owner, Room, Site

PAGE = 25

_corrected = aliased(MoneyEntry)


def open_amounts(branch_id: UUID, *, after: Place | None = None, limit: int = PAGE) -> Select[*tuple[Any, ...]]:
    """Orders on which something is to be paid or given back, the oldest first; one row more tells of another page."""
    page = _amounts().where(Order.branch_id == branch_id, UNEVEN).order_by(Order.due_at, Order.id).limit(limit + 1)
    return page.where(beyond(Order.due_at, Order.id, after, newest_first=False)) if after else page


def still_open(branch_id: UUID) -> Select[*tuple[Any, ...]]:
    """On how many orders something is open: what is to be paid for them, and what is to be given back."""
    owed = Order.due_fen - Order.paid_fen
    to_pay = func.coalesce(func.sum(case((owed > 0, owed), else_=0)), 0).label("to_pay_fen")
    to_give_back = func.coalesce(func.sum(case((owed < 0, -owed), else_=0)), 0).label("to_give_back_fen")
    return select(func.count().label("orders"), to_pay, to_give_back).where(Order.branch_id == branch_id, UNEVEN)


def amounts_found(
    branch_id: UUID,
    *,
    number: tuple[int, int] | None,
    rooms: Sequence[UUID],
    after: Place | None = None,
    limit: int = PAGE,
) -> Select[*tuple[Any, ...]]:
    """The order with this number, or those of these rooms, the newest first: whether or not anything is open on them.

    Whoever stands at the cash desk may lay money down before the work, or want back what was settled long ago.
    """
    these = Order.room_id.in_(rooms) if number is None else and_(Order.year == number[0], Order.serial == number[1])
    newest = Order.received_at.desc(), Order.id.desc()
    page = _amounts().where(Order.branch_id == branch_id, these).order_by(*newest).limit(limit + 1)
    return page.where(beyond(Order.received_at, Order.id, after, newest_first=True)) if after else page


def entries_of(order_id: UUID) -> Select[*tuple[Any, ...]]:
    """All entries of an order, as they were written."""
    return _entries().where(MoneyEntry.order_id == order_id).order_by(MoneyEntry.id)


def entries_between(
    branch_id: UUID, begins: datetime, ends: datetime, *, after: Place | None = None, limit: int | None = PAGE
) -> Select[*tuple[Any, ...]]:
    """The entries of a month, as the money changed hands; without a limit all of them, for the bookkeeper."""
    inside = MoneyEntry.branch_id == branch_id, MoneyEntry.at >= begins, MoneyEntry.at < ends
    page = _entries().where(*inside).order_by(MoneyEntry.at, MoneyEntry.id)
    if after:
        page = page.where(beyond(MoneyEntry.at, MoneyEntry.id, after, newest_first=False))
    return page if limit is None else page.limit(limit + 1)


def came_in(branch_id: UUID, begins: datetime, ends: datetime) -> Select[*tuple[Any, ...]]:
    """What a month or a day came to, by the way the money went."""
    inside = MoneyEntry.branch_id == branch_id, MoneyEntry.at >= begins, MoneyEntry.at < ends
    total = func.sum(MoneyEntry.amount_fen).label("total_fen")
    counted = select(MoneyEntry.method, func.count().label("entries"), total).where(*inside)
    return counted.group_by(MoneyEntry.method).order_by(MoneyEntry.method)


def taken_by(branch_id: UUID, begins: datetime, ends: datetime) -> Select[*tuple[Any, ...]]:
    """Who wrote down how much by which way: what each of them has in the drawer, or brings from the doors."""
    inside = MoneyEntry.branch_id == branch_id, MoneyEntry.at >= begins, MoneyEntry.at < ends
    total, by = func.sum(MoneyEntry.amount_fen).label("total_fen"), Person.name.label("by")
    counted = select(by, MoneyEntry.method, func.count().label("entries"), total)
    counted = counted.outerjoin(Person, Person.id == MoneyEntry.by_id).where(*inside)
    return counted.group_by(Person.id, Person.name, MoneyEntry.method).order_by(Person.name, MoneyEntry.method)


def closing_of(branch_id: UUID, month: Any) -> Select[*tuple[Any, ...]]:
    """Who closed a month, and when; nothing as long as it is open. A later closing closes it, too."""
    return (
        select(MonthClose.closed_at, MonthClose.closed_by_id, Person.name)
        .outerjoin(Person, Person.id == MonthClose.closed_by_id)
        .where(MonthClose.branch_id == branch_id, MonthClose.month >= month)
        .order_by(MonthClose.month)
        .limit(1)
    )


def order_of_money(order_id: UUID, branch_id: UUID) -> Select[Order]:
    """An order of this branch, held by whoever writes about its money."""
    whole = [joinedload(one) for one in (Order.room, Order.owner, Order.site)]
    return select(Order).where(Order.id == order_id, Order.branch_id == branch_id).options(*whole)


def _amounts() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Order.id,
            Order.year,
            Order.serial,
            Order.state,
            Order.title_zh,
            Order.title_en,
            Order.received_at,
            Order.due_at,
            Order.due_fen,
            Order.paid_fen,
            Room.building,
            Room.door,
            Owner.surname,
            Owner.address,
            Site.timezone,
        )
        .join(Room, Room.id == Order.room_id)
        .join(Owner, Owner.id == Order.owner_id)
        .join(Site, Site.id == Order.site_id)
    )


def _entries() -> Select[*tuple[Any, ...]]:
    return (
        select(
            MoneyEntry.id,
            MoneyEntry.year,
            MoneyEntry.serial,
            MoneyEntry.kind,
            MoneyEntry.method,
            MoneyEntry.amount_fen,
            MoneyEntry.receipt,
            MoneyEntry.reason,
            MoneyEntry.at,
            MoneyEntry.written_at,
            MoneyEntry.visit_id,
            MoneyEntry.order_id,
            Person.name.label("by"),
            Order.year.label("order_year"),
            Order.serial.label("order_serial"),
            Room.building,
            Room.door,
            Site.name_zh.label("site_zh"),
            Site.name_en.label("site_en"),
            _corrected.year.label("corrects_year"),
            _corrected.serial.label("corrects_serial"),
        )
        .join(Order, Order.id == MoneyEntry.order_id)
        .join(Room, Room.id == Order.room_id)
        .join(Site, Site.id == MoneyEntry.site_id)
        .outerjoin(Person, Person.id == MoneyEntry.by_id)
        .outerjoin(_corrected, _corrected.id == MoneyEntry.corrects_id)
    )
