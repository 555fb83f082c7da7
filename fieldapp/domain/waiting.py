"""What waits for a supervisor: orders that nobody holds, and questions that nobody has answered."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from fieldapp.domain.base import spelt_out
from fieldapp.domain.capability import Question
from fieldapp.domain.course import OPEN, UNASSIGNED, OrderState
from fieldapp.domain.done_again import FIRST_ORDER, with_first_order
from fieldapp.domain.named_in_agreement import NAMED
from fieldapp.domain.order import Order
from fieldapp.domain.people import Department, Person
from fieldapp.domain.premises import Owner, Room

AT_MOST = 200  # cards; who has more waiting has another problem


class Tray(StrEnum):
    """The trays of the waiting lane. Alerts are visits under way that need a look."""

    UNASSIGNED = "unassigned"
    ALERTS = "alerts"
    ON_HOLD = "on_hold"
    RETURNED = "returned"


TRAYS = {
    OrderState.RECEIVED: Tray.UNASSIGNED,
    OrderState.ON_HOLD: Tray.ON_HOLD,
    OrderState.RETURNED: Tray.RETURNED,
    OrderState.TO_BE_REARRANGED: Tray.RETURNED,
}

# OPEN stands here as the literal text of the partial index; as bound parameters SQLite would not use the index.
WAITING: Select[*tuple[Any, ...]] = with_first_order(
    select(
        Order.id,
        Order.state,
        Order.version,
        Order.urgent,
        Order.received_at,
        Order.changed_at,
        Order.wanted_from,
        Order.wanted_until,
        Order.hold_reason,
        Order.title_zh,
        Order.title_en,
        Order.requirements,
        *FIRST_ORDER,
        NAMED,
        Room.building,
        Room.door,
        Owner.surname,
        Owner.address,
    )
    .join(Room, Room.id == Order.room_id)
    .join(Owner, Owner.id == Order.owner_id)
    .where(
        OPEN,
        Order.branch_id == bindparam("branch_id"),
        Order.department == bindparam("department"),
        Order.state.in_(spelt_out(UNASSIGNED)),
    )
    .order_by(Order.urgent.desc(), Order.received_at, Order.id)
    .limit(AT_MOST)
)

QUESTIONS: Select[*tuple[Any, ...]] = (
    select(
        Question.id,
        Question.order_id,
        Question.words,
        Question.asked_at,
        Question.line_id,
        Person.name.label("asked_by"),
        Room.building,
        Room.door,
    )
    .join(Order, Order.id == Question.order_id)
    .join(Room, Room.id == Order.room_id)
    .join(Person, Person.id == Question.asked_by_id)
    .where(
        Question.branch_id == bindparam("branch_id"),
        Question.answered_at.is_(None),
        Question.department == bindparam("department"),
    )
    .order_by(Question.asked_at, Question.id)
    .limit(AT_MOST)
)


def question_in_hand(question_id: UUID, branch_id: UUID, department: Department) -> Select[Question]:
    """A question with its order, to be answered."""
    return (
        select(Question)
        .where(Question.id == question_id, Question.branch_id == branch_id, Question.department == department)
        .options(joinedload(Question.order).selectinload(Order.lines))
        .with_for_update(of=Question)
    )
