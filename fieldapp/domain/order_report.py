"""How orders stand, for other systems: a list by the moment of the last change, and one order with its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session, joinedload

from fieldapp.domain.journal import Entry
from fieldapp.domain.keyset import Place, beyond
from fieldapp.domain.order import Order
from fieldapp.domain.premises import Owner, Room, Site
from fieldapp.domain.signature import PriceAgreement, PriceAnswer
from fieldapp.domain.system_order import SystemOrder
from fieldapp.domain.visit import Visit

# A change becomes visible when its transaction ends, and none stands still for longer than this: whoever asks for all
# changes "since then" is never sent past what may still come.
SETTLED_AFTER = timedelta(seconds=15)

AnyRow = Row[*tuple[Any, ...]]

COLUMNS = (
    Order.id,
    Order.year,
    Order.serial,
    Order.state,
    Order.kind,
    Order.urgent,
    Order.version,
    Order.title_zh,
    Order.title_en,
    Order.received_at,
    Order.changed_at,
    Order.wanted_from,
    Order.wanted_until,
    Order.requirements,
    Order.price_fen,
    Order.due_fen,
    Order.paid_fen,
    Site.code.label("site"),
    Site.timezone,
    Room.building,
    Room.door,
    Owner.surname,
    Owner.address,
    Owner.phone,
    SystemOrder.reference,
)


@dataclass(frozen=True, slots=True)
class Report:
    """One order, told in full."""

    row: AnyRow
    lines: Sequence[Any]
    history: Sequence[AnyRow]
    agreed: AnyRow | None  # the price that the owner agreed to last
    appointment: AnyRow | None  # when somebody comes, if somebody is to come


def changed(branch_id: UUID, system_id: UUID, since: datetime, after: Place | None, *, limit: int) -> Select[Any]:
    """One page of the orders of a branch by their last change, oldest first, and one more if another page follows."""
    place = [beyond(Order.changed_at, Order.id, after, newest_first=False)] if after else []
    return (
        _told(branch_id, system_id)
        .where(Order.changed_at >= since, *place)
        .order_by(Order.changed_at, Order.id)
        .limit(limit + 1)
    )


def next_place(
    begun: tuple[datetime, UUID | None], last: AnyRow | None, *, more: bool, now: datetime
) -> tuple[datetime, UUID | None]:
    """Where to go on: behind the last row; at the end of the list no later than what is certain to be settled."""
    at, id = (last.changed_at, last.id) if last is not None else begun
    settled = now - SETTLED_AFTER
    return (at, id) if more or at <= settled else (settled, None)


def report(session: Session, branch_id: UUID, system_id: UUID, number: tuple[int, int]) -> Report | None:
    """The order with this number (year, serial); None: there is none. Five questions, whatever happened."""
    mine = and_(Order.year == number[0], Order.serial == number[1])
    row = session.execute(_told(branch_id, system_id).where(mine)).one_or_none()
    if row is None:
        return None
    order = session.scalars(select(Order).where(Order.id == row.id).options(joinedload(Order.lines))).unique().one()
    return Report(
        row=row,
        lines=order.standing_lines,
        history=session.execute(_history(row.id)).all(),
        agreed=session.execute(_agreed(row.id)).one_or_none(),
        appointment=session.execute(_appointment(row.id)).one_or_none(),
    )


def own_order(branch_id: UUID, system_id: UUID, number: tuple[int, int]) -> Select[Order]:
    """An order that this system wrote, with all that is looked at when it is cancelled."""
    return (
        select(Order)
        .join(SystemOrder, SystemOrder.order_id == Order.id)
        .where(
            SystemOrder.system_id == system_id,
            Order.branch_id == branch_id,
            Order.year == number[0],
            Order.serial == number[1],
        )
        .options(joinedload(Order.owner), joinedload(Order.site), joinedload(Order.lines))
    )


def _told(branch_id: UUID, system_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(*COLUMNS)
        .join(Room, Room.id == Order.room_id)
        .join(Owner, Owner.id == Order.owner_id)
        .join(Site, Site.id == Order.site_id)
        .outerjoin(SystemOrder, and_(SystemOrder.order_id == Order.id, SystemOrder.system_id == system_id))
        .where(Order.branch_id == branch_id)
    )


def _history(order_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(Entry.at, Entry.from_state, Entry.to_state)
        .where(Entry.order_id == order_id, (Entry.from_state != Entry.to_state) | (Entry.what == "receive"))
        .order_by(Entry.id)
    )


def _agreed(order_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(PriceAgreement.at, PriceAgreement.total_fen)
        .join(Visit, Visit.id == PriceAgreement.visit_id)
        .where(Visit.order_id == order_id, PriceAgreement.answer == PriceAnswer.AGREED)
        .order_by(PriceAgreement.at.desc(), PriceAgreement.id.desc())
        .limit(1)
    )


def _appointment(order_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(Visit.planned_from, Visit.planned_until)
        .where(Visit.order_id == order_id, Visit.ended_at.is_(None))
        .order_by(Visit.id.desc())
        .limit(1)
    )
