"""Who hears of a correction: the owner, whose link goes to their number, whoever came, and whoever opened it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.domain.journal import Act
from fieldapp.domain.message import Message, MessageKind
from fieldapp.domain.order import Order
from fieldapp.domain.order_correction import OrderCorrection
from fieldapp.domain.other_channel import other_channels
from fieldapp.domain.visit import Visit

CORRECTION = "correction"  # the fact that names it


def tell_of_correction(session: Session, order: Order, correction: OrderCorrection, act: Act) -> None:
    """The link goes to the owner's number by every channel that needs one, and whoever came can have it signed, too.

    Where no such channel is installed nothing goes out to the owner: the desk reads the link to them.
    """
    technician = session.scalar(select(Visit.technician_id).where(Visit.id == correction.visit_id))
    if technician is not None and technician != act.by_id:
        _tell(order, correction, act, MessageKind.TO_BE_SIGNED, technician, visit=str(correction.visit_id))
    reached = any(channel.needs_phone for channel in session.scalars(other_channels()))
    if reached and order.owner.phone and act.by_id is not None:
        told = _message(order, correction, act, MessageKind.CORRECTION, act.by_id)
        told.way_id = order.owner.id
        told.facts = told.facts | {"token": correction.token, "language": order.owner.language.value}
        order.messages.add(told)


def tell_of_answer(order: Order, correction: OrderCorrection, act: Act, *, agreed: bool) -> None:
    """To whoever opened it: what the owner said. Whoever held the pad out knows it."""
    if correction.opened_by_id != act.by_id:
        _tell(order, correction, act, MessageKind.CORRECTED, correction.opened_by_id, agreed=agreed)


def _tell(
    order: Order, correction: OrderCorrection, act: Act, kind: MessageKind, person_id: UUID, **facts: object
) -> None:
    told = _message(order, correction, act, kind, person_id)
    told.facts = told.facts | facts
    order.messages.add(told)


def _message(order: Order, correction: OrderCorrection, act: Act, kind: MessageKind, person_id: UUID) -> Message:
    return Message.to(
        person_id,
        kind,
        branch_id=order.branch_id,
        key=f"{kind.value}:{correction.id}",
        at=act.received_at,
        order=order,
        facts={CORRECTION: str(correction.id)},
    )
