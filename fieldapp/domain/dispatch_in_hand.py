"""An emergency that is about to change: its order is held, so that of two at the same moment one comes second."""

from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, joinedload, selectinload

from fieldapp.domain.dispatch import Dispatch
from fieldapp.domain.order import Order
from fieldapp.domain.visit_in_hand import forget

# One after the other: what is decided about an emergency is decided on the emergency as it is.
_HELD: Select[UUID, int] = (
    select(Order.id, Order.version)
    .join(Dispatch, Dispatch.order_id == Order.id)
    .where(Dispatch.id == bindparam("dispatch_id"))
    .with_for_update(of=Order)
)


def dispatch_in_hand(session: Session, dispatch_id: UUID) -> tuple[Dispatch, Order] | None:
    """The dispatch and its order as they are stored now; nobody else changes either until the transaction ends."""
    held = session.execute(_HELD, {"dispatch_id": dispatch_id}).one_or_none()
    if held is None:
        return None
    order = session.scalars(_with_its_room(held.id)).one()
    if order.version != held.version:  # read earlier in this session, and changed by somebody else since
        forget(session)
        order = session.scalars(_with_its_room(held.id)).one()
    dispatch = dispatch_of(session, order)
    return (dispatch, order) if dispatch else None


def dispatch_of(session: Session, order: Order) -> Dispatch | None:
    """The dispatch of an order that is held already, or is being changed; None where it is no emergency."""
    found = (
        select(Dispatch)
        .where(Dispatch.order_id == order.id)
        .options(selectinload(Dispatch.rungs), selectinload(Dispatch.called))
        .execution_options(populate_existing=True)
    )
    return session.scalars(found).one_or_none() if order.urgent else None


def _with_its_room(order_id: UUID) -> Select[Order]:
    return select(Order).where(Order.id == order_id).options(joinedload(Order.room))
