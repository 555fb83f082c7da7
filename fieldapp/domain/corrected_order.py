"""An order and its correction, read together by whoever answers it, by the owner's link or on our screens."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from fieldapp.domain.order import Order
from fieldapp.domain.order_correction import OPEN_CORRECTION, OrderCorrection

_WHOLE = (
    joinedload(Order.branch),
    joinedload(Order.site),
    joinedload(Order.room),
    joinedload(Order.owner),
    selectinload(Order.lines),
)


def behind_correction(token: str) -> Select[Order, OrderCorrection]:
    """What is behind the owner's link, whether or not there is still something to sign."""
    return _both().where(OrderCorrection.token == token)


def waiting_correction(order_id: UUID) -> Select[Order, OrderCorrection]:
    """The correction of this order that waits for the owner."""
    return _both().where(OrderCorrection.order_id == order_id, OPEN_CORRECTION)


def hold_order_of(token: str) -> Select[UUID]:
    """The order behind the owner's link, held: of two answers at the same moment the second finds the first."""
    behind = OrderCorrection.token == token
    held = select(Order.id).join(OrderCorrection, OrderCorrection.order_id == Order.id).where(behind)
    return held.with_for_update(of=Order)


def hold_order(order_id: UUID) -> Select[UUID]:
    """The same, of whoever knows the order."""
    return select(Order.id).where(Order.id == order_id).with_for_update()


def _both() -> Select[Order, OrderCorrection]:
    together = select(Order, OrderCorrection).join(OrderCorrection, OrderCorrection.order_id == Order.id)
    return together.options(*_WHOLE)
