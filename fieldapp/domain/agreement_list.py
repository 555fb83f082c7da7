"""The agreements of a branch as people look for them, and one of them whole."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from fieldapp.domain.agreement import Agreement, over_on
from fieldapp.domain.agreement_terms import Terms
from fieldapp.domain.base import spelt_out
from fieldapp.domain.course import OrderState
from fieldapp.domain.order import Order
from fieldapp.domain.people import Department, Person, Role, holds
from fieldapp.domain.premises import Room

PAGE = 50  # of a list; older ones come on the next page
NEXT_VISITS = 12


class Part(StrEnum):
    """How the list is narrowed."""

    WAITING = "waiting"  # asked for, and not yet agreed
    RUNNING = "running"
    OVER = "over"


def agreements_of(branch_id: UUID, part: Part, today: date, after: UUID | None = None) -> Select[Agreement]:
    """One page of them, the newest first: ids sort by their birth."""
    older = [] if after is None else [Agreement.id < after]
    return (
        _whole()
        .where(Agreement.branch_id == branch_id, _narrowed(part, today), *older)
        .order_by(Agreement.id.desc())
        .limit(PAGE + 1)
    )


def waiting_for(branch_id: UUID, roles: frozenset[Role], department: Department) -> Select[Agreement]:
    """What waits for this person's word: the supervisor's, or the operations manager's."""
    mine: list[ColumnElement[bool]] = []
    if Role.SUPERVISOR in roles:
        mine.append(and_(Agreement.confirmed_at.is_(None), Agreement.department == department))
    if Role.OPERATIONS in roles:
        mine.append(Agreement.confirmed_at.is_not(None))
    return (
        _whole()
        .where(
            Agreement.branch_id == branch_id,
            Agreement.declined_at.is_(None),
            Agreement.approved_at.is_(None),
            or_(*mine) if mine else Agreement.id.is_(None),
        )
        .order_by(Agreement.id)
        .limit(PAGE)
    )


def agreement_to_read(branch_id: UUID, agreement_id: UUID) -> Select[Agreement]:
    """One agreement of the branch with everything that its page shows."""
    return _whole().where(Agreement.branch_id == branch_id, Agreement.id == agreement_id)


def agreement_to_change(branch_id: UUID, agreement_id: UUID) -> Select[Agreement]:
    """The same, held until the transaction ends."""
    return agreement_to_read(branch_id, agreement_id).with_for_update(of=Agreement)


def agreement_visits(agreement_id: UUID, since: date) -> Select[*tuple[Any, ...]]:
    """The visits that stand on the board, from this day on."""
    return (
        select(Order.id, Order.year, Order.serial, Order.state, Order.wanted_from, Order.wanted_until, Person.name)
        .outerjoin(Person, Person.id == Order.holder_id)
        .where(
            Order.agreement_id == agreement_id,
            Order.agreement_day >= since,
            Order.state.not_in(spelt_out({OrderState.CANCELLED})),
        )
        .order_by(Order.agreement_day)
        .limit(NEXT_VISITS)
    )


def who_could_come(branch_id: UUID, department: Department) -> Select[UUID, str]:
    """The technicians of the department, by name."""
    return (
        select(Person.id, Person.name)
        .where(Person.branch_id == branch_id, Person.department == department, holds(Role.TECHNICIAN))
        .order_by(Person.name, Person.id)
    )


def _narrowed(part: Part, today: date) -> ColumnElement[bool]:
    agreed = Agreement.agreed_at.is_not(None)
    if part is Part.RUNNING:
        return and_(agreed, ~over_on(today))
    # What nobody has agreed to yet waits for a word, however late it is.
    if part is Part.WAITING:
        return and_(~agreed, Agreement.declined_at.is_(None))
    return or_(Agreement.declined_at.is_not(None), and_(agreed, over_on(today)))


def _whole() -> Select[Agreement]:
    return select(Agreement).options(
        joinedload(Agreement.room).joinedload(Room.site),
        joinedload(Agreement.owner),
        joinedload(Agreement.item),
        selectinload(Agreement.terms).joinedload(Terms.person),
        selectinload(Agreement.notices),
    )
