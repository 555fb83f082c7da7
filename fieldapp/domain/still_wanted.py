"""Is a message still true when its moment has come? What was overtaken meanwhile is told to nobody."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from fieldapp.domain.assignment import Assignment
from fieldapp.domain.message import Delivery, Message, MessageKind
from fieldapp.domain.order_messages import ASSIGNMENT, assigned_key
from fieldapp.domain.visit import Visit


def still_wanted(session: Session, message: Message) -> bool:
    """Ask again, as it goes out."""
    ask = ASKED.get(message.kind)
    assignment_id = message.facts.get(ASSIGNMENT)
    return ask(session, UUID(assignment_id)) if ask and assignment_id else True


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


ASKED: dict[MessageKind, Callable[[Session, UUID], bool]] = {
    MessageKind.ASSIGNED: _stands,
    MessageKind.REASSIGNED: _knew,
    MessageKind.CANCELLED: _knew,
}
