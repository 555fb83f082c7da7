"""The order that a supervisor has in hand: what the board shows of it, and what it asks of a technician."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, bindparam, select
from sqlalchemy.orm import aliased, selectinload

from fieldapp.domain.awaited_photos import phones_awaited, photos_awaited
from fieldapp.domain.catalogue import Item
from fieldapp.domain.dispatch import Dispatch
from fieldapp.domain.done_again import FIRST_ORDER, with_first_order
from fieldapp.domain.line import Line
from fieldapp.domain.named_in_agreement import NAMED
from fieldapp.domain.order import AT_THE_DOOR_WITHIN, Order
from fieldapp.domain.people import Department, Person, Skill, Trade
from fieldapp.domain.premises import Owner, Room, Site
from fieldapp.domain.unknown_length import LENGTH_UNKNOWN
from fieldapp.domain.workday import BETWEEN_SITES, Job, Place, next_grain

_holder = aliased(Person)

# One row for each line that stands, so that the order and what it asks for are one question.
CHOSEN: Select[*tuple[Any, ...]] = with_first_order(
    select(
        Order.id,
        Order.version,
        Order.state,
        Order.urgent,
        Order.received_at,
        Order.wanted_from,
        Order.wanted_until,
        Order.requirements,
        Order.entry_allowed,
        Order.hold_reason,
        Order.title_zh,
        Order.title_en,
        Order.price_fen,
        Order.materials_fen,
        Order.minutes,
        LENGTH_UNKNOWN.label("length_unknown"),
        Order.holder_id,
        _holder.name.label("holder"),
        *FIRST_ORDER,
        NAMED,
        Order.site_id,
        Order.room_id,
        Site.timezone,
        Room.building,
        Room.door,
        Owner.surname,
        Owner.address,
        Owner.phone,
        Dispatch.door_by,
        Dispatch.over_at,
        photos_awaited(Order.id).label("photos_awaited"),
        phones_awaited(Order.id).label("photos_with"),
        Line.warranty,
        Item.trade,
        Item.skill,
    )
    .join(Site, Site.id == Order.site_id)
    .join(Room, Room.id == Order.room_id)
    .join(Owner, Owner.id == Order.owner_id)
    .outerjoin(_holder, _holder.id == Order.holder_id)
    .outerjoin(Dispatch, Dispatch.order_id == Order.id)
    .outerjoin(Line, and_(Line.order_id == Order.id, Line.dropped_at.is_(None)))
    .outerjoin(Item, Item.id == Line.item_id)
    .where(
        Order.id == bindparam("order_id"),
        Order.branch_id == bindparam("branch_id"),
        Order.department == bindparam("department"),
    )
)


def order_in_hand(order_id: UUID, branch_id: UUID, department: Department) -> Select[Order]:
    """The order itself, to be changed: whoever comes second waits here, and then sees what the first has done."""
    return (
        select(Order)
        .where(Order.id == order_id, Order.branch_id == branch_id, Order.department == department)
        .options(selectinload(Order.room))  # what an emergency tells names the door; asked for apart: it is not held
        .with_for_update()
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """The order in hand: its row, and what its lines ask for."""

    row: Row[Any]
    trades: frozenset[Trade]
    skills: frozenset[Skill]
    warranty: bool

    def job(self, now: datetime) -> Job:
        """What is to be given to somebody, from now on."""
        begins, ends, door_by = self.row.wanted_from, self.row.wanted_until, self._door_by(now)
        later = begins is not None and begins > now and door_by is None
        return Job(
            place=Place(self.row.site_id, self.row.building),
            length=timedelta(minutes=self.row.minutes),
            not_before=begins if later else self._at_once(now),
            wanted_until=ends,
            shortest=ends - begins if begins and ends else None,
            trades=self.trades,
            skills=self.skills,
            urgent=self.row.urgent,
            length_known=not self.row.length_unknown,
            door_by=door_by,
            room_id=self.row.room_id,
        )

    def _at_once(self, now: datetime) -> datetime:
        """An emergency begins in this very minute; everything else at a time that can be told to an owner."""
        return now.replace(second=0, microsecond=0) if self.row.urgent else next_grain(now)

    def _door_by(self, now: datetime) -> datetime | None:
        """Until when somebody must be at the door; once that is over, whoever sets out now is as good as can be had."""
        if not self.row.urgent or self.row.over_at is not None:
            return None
        door_by: datetime = self.row.door_by or self.row.received_at + AT_THE_DOOR_WITHIN
        return door_by if now <= door_by else now + BETWEEN_SITES


def chosen(rows: Sequence[Row[Any]]) -> Chosen | None:
    """The order behind the rows of CHOSEN, if there is one."""
    if not rows:
        return None
    return Chosen(
        row=rows[0],
        trades=frozenset(row.trade for row in rows if row.trade),
        skills=frozenset(row.skill for row in rows if row.skill),
        warranty=any(row.warranty for row in rows),
    )
