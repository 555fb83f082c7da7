"""Commands that wait for the office: somebody else had begun, the order was cancelled, or it was signed already."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session

from fieldapp.domain.already import over_and_so
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.command import data_of, press
from fieldapp.domain.journal import Act, Weight
from fieldapp.domain.locked import refuse_locked
from fieldapp.domain.order import Order
from fieldapp.domain.people import Department, Person
from fieldapp.domain.premises import Owner, Room
from fieldapp.domain.reassigned import in_hand, take_back
from fieldapp.domain.receipt import Decision, Receipt, Verdict
from fieldapp.domain.sent import Sent
from fieldapp.domain.visit import Visit
from fieldapp.domain.visit_sheet import visit_at_work

TOLD_AGAIN_FOR = timedelta(hours=24)  # the first answer that tells of it may have been lost on the way

_DECIDED: Select[Receipt] = (
    select(Receipt)
    .where(
        Receipt.by_id == bindparam("person_id"),
        Receipt.verdict == Verdict.PARKED,
        Receipt.decision.is_not(None),
        or_(Receipt.decision_told_at.is_(None), Receipt.decision_told_at > bindparam("since")),
    )
    .order_by(Receipt.decided_at, Receipt.id)
)


def parked(branch_id: UUID, department: Department | None = None) -> Select[*tuple[Any, ...]]:
    """What waits for a decision in a branch (or one of its departments), the oldest first."""
    asked = (
        select(
            Receipt.id,
            Receipt.verb,
            Receipt.at,
            Receipt.received_at,
            Receipt.code,
            Receipt.visit_id,
            Order.id.label("order_id"),
            Order.state,
            Order.department,
            Room.building,
            Room.door,
            Owner.surname,
            Owner.address,
            Person.id.label("by_id"),
            Person.name.label("by_name"),
        )
        .join(Visit, Visit.id == Receipt.visit_id)
        .join(Order, Order.id == Visit.order_id)
        .join(Room, Room.id == Order.room_id)
        .join(Owner, Owner.id == Order.owner_id)
        .join(Person, Person.id == Receipt.by_id)
        .where(Receipt.verdict == Verdict.PARKED, Receipt.decision.is_(None), Order.branch_id == branch_id)
        .order_by(Receipt.received_at, Receipt.seq, Receipt.id)
    )
    return asked.where(Order.department == department) if department else asked


def decide(session: Session, command_id: UUID, *, branch_id: UUID, decision: Decision, act: Act) -> Receipt:
    """Let it count, or leave it in the history. Deciding again changes nothing.

    A command that counts takes the order back to whoever pressed it, as far along as that visit was, and is carried
    out whatever the course of the order says; what another visit was signed for is locked (``locked.py``). Raises
    RuleBroken ``parked.unknown``, ``order.locked`` or what the visit itself refuses.
    """
    receipt = session.scalars(select(Receipt).where(Receipt.id == command_id).with_for_update()).one_or_none()
    visit = session.scalars(visit_at_work(receipt.visit_id)).one_or_none() if receipt and receipt.visit_id else None
    if receipt is None or visit is None or visit.order.branch_id != branch_id or receipt.verdict is not Verdict.PARKED:
        raise RuleBroken("parked.unknown")
    if receipt.decision is None:
        receipt.decision, receipt.decided_at, receipt.decided_by_id = decision, act.at, act.by_id
        if decision is Decision.COUNTS:
            _carry_out(session, receipt, visit)
        visit.record(act, "decide", verb=receipt.verb, decision=decision.value, name=visit.technician.name)
    return receipt


def told(session: Session, person_id: UUID, at: datetime) -> list[Receipt]:
    """What has been decided about this person's commands and is news to the phone, or was until a day ago."""
    decided = list(session.scalars(_DECIDED, {"person_id": person_id, "since": at - TOLD_AGAIN_FOR}))
    for receipt in decided:
        receipt.decision_told_at = receipt.decision_told_at or at
    return decided


def _carry_out(session: Session, receipt: Receipt, visit: Visit) -> None:
    act = Act(receipt.by_id, receipt.at, receipt.received_at, receipt.device_at, Weight.DECIDED)
    command = Sent(receipt.id, receipt.payload).command()
    data = data_of(command)
    if over_and_so(visit, command.verb, data):
        return
    refuse_locked(session, visit, command.verb, data)
    if not in_hand(visit):
        take_back(session, visit, act)
    press(session, visit, act, command, data)
