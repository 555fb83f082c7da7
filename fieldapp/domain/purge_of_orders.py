"""Orders that are over for long enough: first the places, then the photos, at last the words."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, TextClause, exists, select, text, update
from sqlalchemy.orm import Session

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.catalogue import Item
from fieldapp.domain.component import Component
from fieldapp.domain.course import HAS_PLACE, PICTURED, WORDED
from fieldapp.domain.evidence_reduction import reduce_arrivals
from fieldapp.domain.journal import Act
from fieldapp.domain.legal_hold import order_is_held, put_hold
from fieldapp.domain.line import Line
from fieldapp.domain.local_day import day_at
from fieldapp.domain.order import Order
from fieldapp.domain.order_reduction import reduce_orders, table, take_photos
from fieldapp.domain.premises import Branch
from fieldapp.domain.visit import Visit

ORDERS_AT_ONCE = 5  # with all their evidence
PHOTOS_AT_ONCE = 20  # orders
PLACES_AT_ONCE = 500
PERIOD_OVER = "保存期已过 / the period is over"
UNLIKE = "与封存内容不符，先查清 / not as it was sealed: to be looked into first"

EVEN = text("(due_fen IS NULL OR due_fen = paid_fen)")  # nobody owes anything
_waterproofing = exists().where(
    Line.order_id == Order.id, Item.id == Line.item_id, Item.warranty_component == Component.WATERPROOFING
)


def purge_places(session: Session, branch: Branch, before: datetime, now: datetime) -> tuple[int, bool]:
    """The one point at which a phone said that it had arrived."""
    kept = order_is_held(day_at(now, branch.timezone))
    asked = (
        select(Visit.id)
        .join(Order, Order.id == Visit.order_id)
        .where(HAS_PLACE, Visit.arrived_at < before, Order.branch_id == branch.id, ~kept)
        .limit(PLACES_AT_ONCE)
    )
    ids = session.scalars(asked).all()
    session.execute(update(table(Visit)).where(Visit.id.in_(ids)).values(place=""))
    reduce_arrivals(session, ids, _machine(now), reason=PERIOD_OVER)
    return len(ids), len(ids) == PLACES_AT_ONCE


def purge_photos(session: Session, branch: Branch, before: datetime, now: datetime) -> tuple[int, bool]:
    """Pictures inside a home; how many files."""
    ids = session.scalars(_over(branch, before, now, PICTURED).limit(PHOTOS_AT_ONCE)).all()
    files = [_unless_tampered(session, branch, order_id, now, _photos_of) for order_id in ids]
    return sum(files), len(ids) == PHOTOS_AT_ONCE


def purge_orders(session: Session, branch: Branch, before: datetime, now: datetime) -> tuple[int, bool]:
    """The words of orders that nobody owes anything for, and what was signed."""
    return _purge_words(session, branch, before, now, ~_waterproofing)


def purge_waterproofing(session: Session, branch: Branch, before: datetime, now: datetime) -> tuple[int, bool]:
    """The same of those about a part whose warranty is longer."""
    return _purge_words(session, branch, before, now, _waterproofing)


def _purge_words(
    session: Session, branch: Branch, before: datetime, now: datetime, which: ColumnElement[bool]
) -> tuple[int, bool]:
    asked = _over(branch, before, now, WORDED).where(which, EVEN).limit(ORDERS_AT_ONCE)
    ids = session.scalars(asked).all()
    orders = [_unless_tampered(session, branch, order_id, now, _words_of) for order_id in ids]
    return sum(orders), len(ids) == ORDERS_AT_ONCE


def _photos_of(session: Session, order_id: UUID, act: Act) -> int:
    return take_photos(session, [order_id], act, reason=PERIOD_OVER)


def _words_of(session: Session, order_id: UUID, act: Act) -> int:
    return reduce_orders(session, [order_id], act, reason=PERIOD_OVER)["orders"]


def _unless_tampered(
    session: Session, branch: Branch, order_id: UUID, now: datetime, purge: Callable[[Session, UUID, Act], int]
) -> int:
    """What is not as it was sealed is evidence of something: it stays, and is held until somebody has looked."""
    act = _machine(now)
    try:
        with session.begin_nested():
            return purge(session, order_id, act)
    except RuleBroken:
        year, serial = session.execute(select(Order.year, Order.serial).where(Order.id == order_id)).one()
        about = f"{year}-{serial:05}"
        today = day_at(now, branch.timezone)
        put_hold(session, branch.id, act, about=about, reason=UNLIKE, until=None, today=today, order_id=order_id)
        return 0


def _over(branch: Branch, before: datetime, now: datetime, left: TextClause) -> Select[UUID]:
    """Orders that were over before this moment and of which something is left, the oldest first."""
    kept = order_is_held(day_at(now, branch.timezone))
    found = (Order.branch_id == branch.id, Order.changed_at < before, left, ~kept)
    return select(Order.id).where(*found).order_by(Order.changed_at)


def _machine(now: datetime) -> Act:
    return Act.here(by_id=None, now=now)
