"""The list of orders: found by number, room, owner or phone, narrowed by state, department and day, page by page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import aliased

from fieldapp.domain.awaited_photos import photos_awaited
from fieldapp.domain.course import OPEN, OVER, UNASSIGNED, UNDER_WAY, OrderState
from fieldapp.domain.keyset import Place, beyond
from fieldapp.domain.order import Order
from fieldapp.domain.people import Department, Person
from fieldapp.domain.premises import Owner, Room, Site
from fieldapp.domain.room_search import rooms_ever

PAGE = 25
NUMBER = re.compile(r"(?:(20\d\d)-)(\d{1,6})")
ROOMS_LOOKED_AT = 60  # of a search; a name that fits more rooms than these is no search


class Stage(StrEnum):
    """How far an order has come, as the list is narrowed."""

    OPEN = "open"
    UNASSIGNED = "unassigned"
    UNDER_WAY = "under_way"
    CALL_BACK = "call_back"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for."""

    branch_id: UUID
    rooms: Sequence[UUID] | None = None  # of the branch; None: of any room
    number: tuple[int, int] | None = None  # year and serial
    stage: Stage | None = None
    department: Department | None = None
    begins: datetime | None = None  # received from then
    ends: datetime | None = None  # and before then
    after: Place | None = None


COLUMNS = (
    Order.id,
    Order.year,
    Order.serial,
    Order.state,
    Order.urgent,
    Order.department,
    Order.received_at,
    Order.wanted_from,
    Order.wanted_until,
    Order.title_zh,
    Order.title_en,
    Order.price_fen,
    Room.building,
    Room.door,
    Owner.surname,
    Owner.given_name,
    Owner.address,
    Site.timezone,
    Person.name.label("holder"),
    photos_awaited(Order.id).label("photos_awaited"),
)


def orders(wanted: Wanted, *, limit: int = PAGE) -> Select[*tuple[Any, ...]]:
    """One page of orders and one row more, which tells whether another page follows: nothing is counted or skipped."""
    return (
        select(*COLUMNS)
        .join(Room, Room.id == Order.room_id)
        .join(Owner, Owner.id == Order.owner_id)
        .join(Site, Site.id == Order.site_id)
        .outerjoin(Person, Person.id == Order.holder_id)
        .where(*_conditions(wanted))
        .order_by(Order.received_at.desc(), Order.id.desc())
        .limit(limit + 1)
    )


def number_in(typed: str) -> tuple[int, int] | None:
    """Year and serial of an order's number, ``2026-00231``; None for anything else."""
    found = NUMBER.fullmatch(typed.strip())
    return (int(found[1]), int(found[2])) if found else None


def order_with_number(branch_id: UUID, year: int, serial: int) -> Select[UUID]:
    """The order of the branch that people call by this number."""
    return select(Order.id).where(Order.branch_id == branch_id, Order.year == year, Order.serial == serial)


def rooms_of(branch_id: UUID, typed: str) -> Select[UUID]:
    """The rooms that fit what was typed, as :func:`rooms_ever` finds them: an order outlives its owner's moving out."""
    return rooms_ever(branch_id, typed, limit=ROOMS_LOOKED_AT)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    return [*_where(wanted), *_when(wanted), *_stage(wanted.stage)]


def _where(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [_among(wanted)]
    if wanted.number is not None:
        found.append(and_(Order.year == wanted.number[0], Order.serial == wanted.number[1]))
    if wanted.department is not None:
        found.append(Order.department == wanted.department)
    return found


def _among(wanted: Wanted) -> ColumnElement[bool]:
    # Rooms were found within the branch. Open orders and call-backs are few and have indexes of their own. Were the
    # branch named beside them, the database would walk through its whole archive, newest first, to find those few.
    if wanted.rooms is not None:
        return Order.room_id.in_(wanted.rooms)
    few = select(_few.id).where(_few.branch_id == wanted.branch_id)
    if wanted.stage is Stage.CALL_BACK:
        return Order.id.in_(few.where(_few.call_back_due_at.is_not(None)))
    if wanted.stage in STATES:
        # All departments, named because they are the second column of the index.
        return Order.id.in_(few.where(OPEN, _few.department.in_(list(Department))))
    return Order.branch_id == wanted.branch_id


def _when(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.begins is not None:
        found.append(Order.received_at >= wanted.begins)
    if wanted.ends is not None:
        found.append(Order.received_at < wanted.ends)
    if wanted.after is not None:
        found.append(beyond(Order.received_at, Order.id, wanted.after, newest_first=True))
    return found


def _stage(stage: Stage | None) -> list[ColumnElement[bool]]:
    if stage is None:
        return []
    if stage is Stage.CALL_BACK:
        return [Order.call_back_due_at.is_not(None)]
    if stage is Stage.OVER:
        return [Order.state.in_(sorted(OVER))]
    return [Order.state.in_(sorted(STATES[stage]))]


STATES: dict[Stage, frozenset[OrderState]] = {
    Stage.OPEN: UNASSIGNED | UNDER_WAY,
    Stage.UNASSIGNED: UNASSIGNED,
    Stage.UNDER_WAY: UNDER_WAY,
}
_few = aliased(Order)
