"""What is told to whom when an order changes hands: written together with the change, sent by the worker.

A message keeps little: the assignment that it is about, so that the worker can ask whether it is still true. What the
order is called, where and when, is looked up as it goes out.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from fieldapp.domain.journal import Act
from fieldapp.domain.message import Message, MessageKind

if TYPE_CHECKING:
    from fieldapp.domain.order import Order

ASSIGNMENT = "assignment"  # the fact that names it
NO_WAIT = timedelta()


def assigned_key(assignment_id: UUID) -> str:
    """The key of the message that told a technician of an assignment."""
    return f"assigned:{assignment_id}"


def reassigned_key(assignment_id: UUID) -> str:
    """The key of the message that told a technician that this assignment of theirs is somebody else's now."""
    return f"reassigned:{assignment_id}"


def tell_assigned(order: "Order", technician_id: UUID, act: Act, *, assignment_id: UUID, wait: timedelta) -> None:
    """It is yours. Waits until nobody takes it back any more, unless it is an emergency."""
    _tell(
        order,
        technician_id,
        MessageKind.ASSIGNED,
        act,
        key=assigned_key(assignment_id),
        assignment_id=assignment_id,
        urgent=order.urgent,
        wait=NO_WAIT if order.urgent else wait,
    )


def tell_reassigned(
    order: "Order", technician_id: UUID, act: Act, *, assignment_id: UUID, wait: timedelta = NO_WAIT
) -> None:
    """To the one who had it by this assignment: somebody else goes."""
    key = reassigned_key(assignment_id)
    _tell(order, technician_id, MessageKind.REASSIGNED, act, key=key, assignment_id=assignment_id, wait=wait)


def tell_nobody_goes(order: "Order", technician_id: UUID, act: Act, *, assignment_id: UUID) -> None:
    """To the one who has it by this assignment: it was cancelled, or waits."""
    key = f"cancelled:{assignment_id}"
    _tell(order, technician_id, MessageKind.CANCELLED, act, key=key, assignment_id=assignment_id)


def tell_answer(order: "Order", asked_by_id: UUID, act: Act, *, question_id: UUID, can: bool) -> None:
    """To whoever asked: the supervisor's word."""
    _tell(order, asked_by_id, MessageKind.ANSWERED, act, key=f"answered:{question_id}", can=can)


def tell_rework(order: "Order", supervisors: Iterable[UUID], act: Act) -> None:
    """To the supervisors of its department: the owner was not content."""
    for supervisor_id in supervisors:
        _tell(order, supervisor_id, MessageKind.REWORK, act, key=f"rework:{order.id}:{supervisor_id}")


def _tell(
    order: "Order",
    person_id: UUID,
    kind: MessageKind,
    act: Act,
    *,
    key: str,
    assignment_id: UUID | None = None,
    urgent: bool = False,
    wait: timedelta = NO_WAIT,
    **facts: bool,
) -> None:
    if person_id == act.by_id:
        return  # who did it knows it
    about = {ASSIGNMENT: str(assignment_id)} if assignment_id else {}
    order.messages.add(
        Message.to(
            person_id,
            kind,
            branch_id=order.branch_id,
            key=key,
            at=act.received_at,
            order=order,
            urgent=urgent,
            wait=wait,
            facts=about | facts,
        )
    )
