"""What the phones of a department brought that somebody in the office has to look at, and settle.

Two kinds of matter: alarms (something that a phone had kept may be lost) and parked presses (kept, without effect until
the office has decided). What was settled a short while ago is still told, with who settled it.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, func, or_, select, union_all
from sqlalchemy.orm import aliased

from fieldapp.domain.alarm import Alarm, AlarmKind
from fieldapp.domain.assignment import Assignment
from fieldapp.domain.order import Order
from fieldapp.domain.people import Department, Person
from fieldapp.domain.premises import Owner, Room
from fieldapp.domain.receipt import Receipt, Verdict
from fieldapp.domain.visit import Visit
from fieldapp.domain.waiting import AT_MOST

TOLD_FOR = timedelta(hours=4)  # what was settled

_holder, _crew, _settler = aliased(Person), aliased(Person), aliased(Person)
_alarms = select(Alarm.id.label("id"), Alarm.person_id.label("person_id")).where(
    Alarm.branch_id == bindparam("branch_id")
)

_matter = union_all(
    _alarms.where(Alarm.settled_at.is_(None)),
    _alarms.where(Alarm.settled_at >= bindparam("settled_since")),
    # By whoever pressed, also by those who have left since: what they did still waits for an answer.
    select(Receipt.id, Receipt.by_id).where(
        Receipt.by_id.in_(select(_crew.id).where(_crew.branch_id == bindparam("branch_id"))),
        Receipt.verdict == Verdict.PARKED,
        or_(Receipt.decided_at.is_(None), Receipt.decided_at >= bindparam("settled_since")),
    ),
).subquery("matter")

_held_since = (
    select(func.max(Assignment.at))
    .where(Assignment.order_id == Visit.order_id, Assignment.ended_at.is_(None))
    .scalar_subquery()
)

# One question for both kinds, the one that waits longest first.
MATTERS: Select[*tuple[Any, ...]] = (
    select(
        _matter.c.id,
        Person.id.label("person_id"),
        Person.name,
        Alarm.kind.label("alarm"),
        Alarm.facts,
        Alarm.raised_at,
        Receipt.verb,
        Receipt.payload,
        Receipt.code,
        Receipt.at,
        Receipt.received_at,
        Order.id.label("order_id"),
        Order.state,
        Order.changed_at,
        Order.holder_id,
        _holder.name.label("holder"),
        _held_since.label("held_since"),
        Room.building,
        Room.door,
        Owner.surname,
        Owner.address,
        func.coalesce(Alarm.settled_at, Receipt.decided_at).label("settled_at"),
        Receipt.decision,
        _settler.name.label("settled_by"),
    )
    .join(Person, Person.id == _matter.c.person_id)
    .outerjoin(Alarm, Alarm.id == _matter.c.id)
    .outerjoin(Receipt, Receipt.id == _matter.c.id)
    .outerjoin(Visit, Visit.id == Receipt.visit_id)
    .outerjoin(Order, Order.id == Visit.order_id)
    .outerjoin(Room, Room.id == Order.room_id)
    .outerjoin(Owner, Owner.id == Order.owner_id)
    .outerjoin(_holder, _holder.id == Order.holder_id)
    .outerjoin(_settler, _settler.id == func.coalesce(Alarm.settled_by_id, Receipt.decided_by_id))
    .where(Person.department.in_(bindparam("departments", expanding=True)))
    .order_by(func.coalesce(Alarm.raised_at, Receipt.received_at), _matter.c.id)
    .limit(AT_MOST)
)

Matter = Row[*tuple[Any, ...]]


def is_alarm(matter: Matter) -> bool:
    """Is it about what may be lost? Otherwise it is a press that waits for a decision."""
    return matter.alarm is not None


def in_other_hands(matter: Matter) -> bool:
    """Does somebody else hold the order now?"""
    return matter.holder_id is not None and matter.holder_id != matter.person_id


def missing(matter: Matter) -> int:
    """How many entries are missing, or were still on the phone that is not heard of any more."""
    return int(matter.facts["count" if matter.alarm is AlarmKind.HOLE else "waiting"])


def alarm_in_hand(alarm_id: UUID, branch_id: UUID, departments: list[Department]) -> Select[Alarm]:
    """An alarm about somebody of these departments, to be settled."""
    return (
        select(Alarm)
        .join(Person, Person.id == Alarm.person_id)
        .where(Alarm.id == alarm_id, Alarm.branch_id == branch_id, Person.department.in_(departments))
        .with_for_update(of=Alarm)
    )


def parked_in_hand(command_id: UUID, branch_id: UUID, departments: list[Department]) -> Select[UUID]:
    """A press of somebody of these departments that waited for the office, decided meanwhile or not."""
    return (
        select(Receipt.id)
        .join(Person, Person.id == Receipt.by_id)
        .where(
            Receipt.id == command_id,
            Receipt.verdict == Verdict.PARKED,
            Person.branch_id == branch_id,
            Person.department.in_(departments),
        )
    )
