"""What an emergency tells, and whom: those who are called, those who need not go any more, and the office."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.domain.dispatch import Dispatch
from fieldapp.domain.ladder import Step
from fieldapp.domain.message import Message, MessageKind
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person, Role, holds

# How many ranks of ways go out at once: louder from rung to rung.
LOUDNESS = {Step.FIRST: 1, Step.NEXT: 2, Step.EVERYBODY: 3}


def call_message(dispatch: Dispatch, order: Order, person_id: UUID, step: Step, at: datetime) -> Message:
    """我去 or 去不了."""
    return Message.to(
        person_id,
        MessageKind.DISPATCH,
        branch_id=order.branch_id,
        order=order,
        key=_key(dispatch, person_id, step),
        at=at,
        urgent=True,
        ranks=LOUDNESS[step],
        facts=_facts(dispatch, order, step),
    )


def alarm_message(
    dispatch: Dispatch, order: Order, person_id: UUID, step: Step, at: datetime, *, at_the_desk: bool
) -> Message:
    """To the office: this emergency needs you."""
    return Message.to(
        person_id,
        MessageKind.ALARM,
        branch_id=order.branch_id,
        order=order,
        key=f"alarm:{dispatch.id}:{dispatch.takes}:{step}:{'desk' if at_the_desk else 'board'}:{person_id}",
        at=at,
        urgent=True,
        facts=_facts(dispatch, order, step) | {"at_the_desk": at_the_desk},
    )


def taken_message(dispatch: Dispatch, order: Order, person_id: UUID, at: datetime) -> Message:
    """Somebody goes: nobody else need run."""
    return Message.to(
        person_id,
        MessageKind.TAKEN,
        branch_id=order.branch_id,
        order=order,
        key=f"taken:{dispatch.id}:{dispatch.takes}:{person_id}",
        at=at,
        urgent=True,
        facts=_facts(dispatch, order, None) | {"by": str(dispatch.taken_by_id)},
    )


def call_keys(dispatch: Dispatch) -> Iterable[str]:
    """The timers of all calls that may not have gone out yet."""
    return [Message.timer_key(_key(dispatch, one.person_id, step)) for one in dispatch.called for step in LOUDNESS]


def supervisors(session: Session, order: Order) -> list[UUID]:
    """The supervisors of the order's department."""
    return _holders(session, order, Role.SUPERVISOR, of_the_department=True)


def desk_people(session: Session, order: Order) -> list[UUID]:
    """Everybody of the front desk."""
    return _holders(session, order, Role.DESK)


def _holders(session: Session, order: Order, role: Role, *, of_the_department: bool = False) -> list[UUID]:
    asked = select(Person.id).where(Person.branch_id == order.branch_id, holds(role))
    if of_the_department:
        asked = asked.where(Person.department == order.department)
    return list(session.scalars(asked.order_by(Person.id)))


def _key(dispatch: Dispatch, person_id: UUID, step: Step) -> str:
    return f"dispatch:{dispatch.id}:{step}:{dispatch.takes}:{person_id}"


def _facts(dispatch: Dispatch, order: Order, step: Step | None) -> dict[str, Any]:
    return {
        "dispatch": str(dispatch.id),
        "building": order.room.building,
        "door": order.room.door,
        "peril": dispatch.peril.value,
        "door_by": dispatch.door_by.isoformat(),
        "step": step.value if step else "",
    }
