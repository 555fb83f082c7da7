"""Owners who should have been called back by now: the front desk is told, every hour while it is there (3.1, 4.1.2)."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from fieldapp.domain.absence import is_away
from fieldapp.domain.message import Message, MessageKind
from fieldapp.domain.order import Order
from fieldapp.domain.people import Duty, Person, Role, holds
from fieldapp.domain.premises import Branch
from fieldapp.domain.subscription import can_be_woken
from fieldapp.domain.timer import Due

TOPIC = "call_backs"


def remind_of_call_backs(session: Session, due: Due, now: datetime) -> None:
    """One message with their number to everybody of the desk who is on duty and has a device that can be woken."""
    late = (
        select(func.count(Order.id))
        .where(Order.branch_id == Branch.id, Order.call_back_due_at <= now)
        .correlate(Branch)
        .scalar_subquery()
    )
    asked = select(Person.id, Person.branch_id, late).join(Branch).where(late > 0, *_at_the_desk(now))
    for person_id, branch_id, count in session.execute(asked).all():
        key, facts = f"{due.key}:{person_id}", {"count": count}
        session.add(Message.to(person_id, MessageKind.CALL_BACKS, branch_id=branch_id, key=key, at=now, facts=facts))


def _at_the_desk(now: datetime) -> list[ColumnElement[bool]]:
    return [
        holds(Role.DESK),
        exists().where(Duty.person_id == Person.id, Duty.begins_at <= now, Duty.ends_at > now),
        ~is_away(now),
        can_be_woken(),
    ]
