"""An emergency as it is read: on the phone of whoever is called, on the board, at the front desk. Plain columns."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from fieldapp.domain.called import Answer, Called
from fieldapp.domain.crew import departments_for
from fieldapp.domain.dispatch import UNSETTLED, Dispatch, visit_id_for
from fieldapp.domain.ladder import Step
from fieldapp.domain.message import Delivery, Message, MessageKind
from fieldapp.domain.order import Order
from fieldapp.domain.people import Department, Person
from fieldapp.domain.premises import Branch, Owner, Room, Site
from fieldapp.domain.rung import Rung
from fieldapp.domain.visit import Visit

AT_MOST = 20  # at once, in one branch

_taker, _raiser = aliased(Person), aliased(Person)

_whole = (
    select(
        Dispatch.id,
        Dispatch.order_id,
        Dispatch.peril,
        Dispatch.raised_at,
        Dispatch.door_by,
        Dispatch.takes,
        Dispatch.taken_by_id,
        Dispatch.taken_at,
        Dispatch.chosen_by_id,
        Dispatch.visit_id,
        Dispatch.taken_over_at,
        Dispatch.arrived_at,
        Dispatch.controlled_at,
        Dispatch.owner_called_at,
        Dispatch.breached_at,
        Dispatch.breach_reason,
        Dispatch.breach_reason_at,
        Dispatch.over_at,
        Order.version,
        Order.department,
        Order.state,
        Order.title_zh,
        Order.title_en,
        Order.requirements,
        Order.branch_id,
        Room.building,
        Room.door,
        Room.stopcock,
        Room.breaker,
        Room.valve_photo_id,
        Owner.surname,
        Owner.address,
        Owner.phone,
        Site.timezone,
        Branch.centre_phone,
        Visit.set_out_at,
        _taker.name.label("taker"),
        _raiser.name.label("raiser"),
    )
    .join(Order, Order.id == Dispatch.order_id)
    .join(Room, Room.id == Order.room_id)
    .join(Owner, Owner.id == Order.owner_id)
    .join(Site, Site.id == Order.site_id)
    .join(Branch, Branch.id == Dispatch.branch_id)
    .join(_raiser, _raiser.id == Dispatch.raised_by_id)
    .outerjoin(_taker, _taker.id == Dispatch.taken_by_id)
    .outerjoin(Visit, Visit.id == Dispatch.visit_id)
)

# What one person is called to and has not answered, or has taken and is not done with.
MINE: Select[*tuple[Any, ...]] = (
    _whole.add_columns(Called.answer)
    .outerjoin(Called, and_(Called.dispatch_id == Dispatch.id, Called.person_id == bindparam("person_id")))
    .where(
        Dispatch.branch_id == bindparam("branch_id"),
        or_(
            and_(Dispatch.over_at.is_(None), Dispatch.taken_by_id.is_(None), Called.id.is_not(None)),
            and_(
                Dispatch.taken_by_id == bindparam("person_id"),
                Dispatch.controlled_at.is_(None),
                Visit.ended_at.is_(None),
            ),
        ),
        or_(Called.answer.is_(None), Called.answer != Answer.CANNOT),
    )
    .order_by(Dispatch.raised_at)
    .limit(AT_MOST)
)

# One, for whoever may answer it.
ONE: Select[*tuple[Any, ...]] = (
    _whole.add_columns(Called.answer)
    .outerjoin(Called, and_(Called.dispatch_id == Dispatch.id, Called.person_id == bindparam("person_id")))
    .where(Dispatch.id == bindparam("dispatch_id"), Dispatch.branch_id == bindparam("branch_id"))
)

# What the office watches: not over, or a breach that nobody has explained yet.
OPEN: Select[*tuple[Any, ...]] = (
    _whole.where(UNSETTLED, Dispatch.branch_id == bindparam("branch_id")).order_by(Dispatch.raised_at).limit(AT_MOST)
)

# Its number and nothing else, for a screen that was put away.
LAST_UNSETTLED: Select[UUID] = (
    select(Dispatch.id)
    .where(UNSETTLED, Dispatch.branch_id == bindparam("branch_id"))
    .order_by(Dispatch.raised_at.desc())
    .limit(1)
)

OF_THE_ORDER: Select[*tuple[Any, ...]] = _whole.where(Dispatch.order_id == bindparam("order_id"))

_RUNGS: Select[*tuple[Any, ...]] = select(Rung.dispatch_id, Rung.step, Rung.due_at, Rung.went_at, Rung.called).where(
    Rung.dispatch_id.in_(bindparam("dispatches", expanding=True))
)

# One row for each message on each way to each person who was called.
_CALLS: Select[*tuple[Any, ...]] = (
    select(
        Called.dispatch_id,
        Called.person_id,
        Called.step,
        Called.at,
        Called.again_at,
        Called.answer,
        Called.answered_at,
        Called.reason,
        Person.name,
        Person.phone,
        Delivery.id.label("delivery_id"),
        Delivery.channel,
        Delivery.queued_at,
        Delivery.sent_at,
        Delivery.accepted_at,
        Delivery.received_at,
        Delivery.opened_at,
        Delivery.failed_at,
        Delivery.failure,
    )
    .join(Dispatch, Dispatch.id == Called.dispatch_id)
    .join(Person, Person.id == Called.person_id)
    .outerjoin(
        Message,
        and_(
            Message.order_id == Dispatch.order_id,
            Message.person_id == Called.person_id,
            Message.kind == MessageKind.DISPATCH,
        ),
    )
    .outerjoin(Delivery, Delivery.message_id == Message.id)
    .where(Called.dispatch_id.in_(bindparam("dispatches", expanding=True)))
    .order_by(Called.at, Called.id, Delivery.queued_at, Delivery.id)
)

DispatchRow = Row[*tuple[Any, ...]]


@dataclass(slots=True)
class Call:
    """One person who was called, with every way that a message to them took."""

    row: DispatchRow
    ways: list[DispatchRow] = field(default_factory=list)

    def first(self, what: str) -> datetime | None:
        """When something first happened by any way: ``sent_at``, ``received_at``, ``opened_at``."""
        return min((moment for way in self.ways if (moment := getattr(way, what))), default=None)

    @property
    def failures(self) -> list[DispatchRow]:
        """The ways that did not get through."""
        return [way for way in self.ways if way.failed_at is not None]


@dataclass(frozen=True, slots=True)
class Watched:
    """One emergency with its ladder, as the office watches it."""

    row: DispatchRow
    rungs: list[DispatchRow]
    calls: list[Call]

    @property
    def gone(self) -> list[DispatchRow]:
        """The rungs that went out, in their order."""
        return [rung for rung in self.rungs if rung.went_at is not None]

    @property
    def taker_was_called(self) -> bool:
        """Was whoever goes one of those who were called?"""
        return any(call.row.person_id == self.row.taken_by_id for call in self.calls)

    def reached(self, step: Step) -> bool:
        """Has this rung gone out?"""
        return any(rung.step is step for rung in self.gone)

    @property
    def next_rung(self) -> DispatchRow | None:
        """What goes out next, unless it becomes needless."""
        return next((rung for rung in self.rungs if rung.went_at is None), None)


def watched(ask: Connection, rows: Iterable[DispatchRow]) -> list[Watched]:
    """These emergencies with their ladders: two questions more, however many they are."""
    found = list(rows)
    if not found:
        return []
    which = {"dispatches": [row.id for row in found]}
    rungs = sorted(ask.execute(_RUNGS, which), key=lambda rung: list(Step).index(rung.step))
    calls = _calls(ask.execute(_CALLS, which))
    return [
        Watched(
            row,
            [rung for rung in rungs if rung.dispatch_id == row.id],
            [call for call in calls if call.row.dispatch_id == row.id],
        )
        for row in found
    ]


def of_department(rows: Iterable[DispatchRow], department: Department) -> list[DispatchRow]:
    """Those that are of this department's supervisor."""
    return [row for row in rows if row.department is department]


def may_be_answered_by(row: DispatchRow, department: Department) -> bool:
    """Is it of the department, or does the department stand in for it?"""
    return department in departments_for(row.department)


def visit_if_taken(row: DispatchRow, person_id: UUID) -> UUID:
    """The visit that this person has, or begins by 我去."""
    if row.taken_by_id == person_id and row.visit_id is not None:
        return UUID(str(row.visit_id))
    return visit_id_for(row.id, person_id, row.takes)


def _calls(rows: Iterable[DispatchRow]) -> list[Call]:
    calls: dict[tuple[UUID, UUID], Call] = {}
    for row in rows:
        call = calls.setdefault((row.dispatch_id, row.person_id), Call(row))
        if row.delivery_id is not None:
            call.ways.append(row)
    return list(calls.values())
