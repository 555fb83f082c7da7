"""Is a message still true when its moment has come? What was overtaken meanwhile is told to nobody."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from fieldapp.domain.assignment import Assignment
from fieldapp.domain.correction_notice import CORRECTION
from fieldapp.domain.message import Delivery, Message, MessageKind
from fieldapp.domain.order_correction import OPEN_CORRECTION, OrderCorrection
from fieldapp.domain.order_messages import ASSIGNMENT, assigned_key
from fieldapp.domain.visit import Visit


def still_wanted(session: Session, message: Message) -> bool:
    """Ask again, as it goes out."""
    ask = ASKED.get(message.kind)
    about = message.facts.get(ASSIGNMENT) or message.facts.get(CORRECTION)
    return ask(session, UUID(about)) if ask and about else True


def _stands(session: Session, assignment_id: UUID) -> bool:
    """Is it still theirs?"""
    return bool(session.scalar(select(exists().where(Assignment.id == assignment_id, Assignment.ended_at.is_(None)))))


def _knew(session: Session, assignment_id: UUID) -> bool:
    """Did they know that it was theirs? Whom nobody told needs not be told that it is not."""
    told = exists().where(Message.key == assigned_key(assignment_id), Delivery.message_id == Message.id)
    accepted = exists().where(
        Assignment.id == assignment_id, Visit.id == Assignment.visit_id, Visit.accepted_at.is_not(None)
    )
    return bool(session.scalar(select(or_(told, accepted))))


def _waits(session: Session, correction_id: UUID) -> bool:
    """Is there still something to sign?"""
    return bool(session.scalar(select(exists().where(OrderCorrection.id == correction_id, OPEN_CORRECTION))))


ASKED: dict[MessageKind, Callable[[Session, UUID], bool]] = {
    MessageKind.ASSIGNED: _stands,
    MessageKind.REASSIGNED: _knew,
    MessageKind.CANCELLED: _knew,
    MessageKind.CORRECTION: _waits,
    MessageKind.TO_BE_SIGNED: _waits,
}
