"""Orders that another system writes: taken in by the rules of the front desk (4.2.2, 4.2.3, 4.3.3), once for each key.

An emergency is none of these: it is told by telephone, because somebody has to ask what is in danger (4.3.5).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID, uuid5

from sqlalchemy import ForeignKey, Index, Select, String, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column

from fieldapp.domain.assignment import newest_assignment
from fieldapp.domain.base import Model, RuleBroken
from fieldapp.domain.catalogue import Item, in_force, items_of
from fieldapp.domain.course import UNASSIGNED, OrderState
from fieldapp.domain.emergency import stand_down
from fieldapp.domain.intake import Request, kind_of, receive
from fieldapp.domain.journal import Act
from fieldapp.domain.line import Line, line_from_item, line_in_words
from fieldapp.domain.order import Channel, Kind, Order
from fieldapp.domain.premises import Branch, Owner, Room, Site
from fieldapp.domain.recall import recall
from fieldapp.domain.routing import Route, route

EARLIEST, LATEST = 2000, 2100  # the years in which somebody may want us to come
# Until somebody is at the door a machine may call it off; afterwards people talk to each other.
MAY_CANCEL = UNASSIGNED | {OrderState.ASSIGNED, OrderState.ACCEPTED, OrderState.ON_THE_WAY}


class SystemOrder(Model):
    """Which system wrote an order, under which key, and what that system calls it."""

    __tablename__ = "system_order"

    order_id: Mapped[UUID] = mapped_column(ForeignKey("service_order.id"), primary_key=True)
    system_id: Mapped[UUID] = mapped_column(ForeignKey("system.id"))
    key: Mapped[str] = mapped_column(String(80))
    asked_sha256: Mapped[str] = mapped_column(String(64))  # of the whole request: the same key asks for the same
    reference: Mapped[str] = mapped_column(String(60), default="")

    __table_args__ = (Index("ix_system_order_system_id", "system_id", "order_id"),)


@dataclass(frozen=True, slots=True)
class Door:
    """Where, as the plate says it."""

    site: str  # its code
    building: str
    door: str


@dataclass(frozen=True, slots=True)
class WantedLine:
    """One thing wanted: an item by its code, or something in words."""

    code: str
    words: str
    quantity_milli: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What another system asks for on an owner's behalf."""

    door: Door
    phone: str  # of the owner; nothing where only one lives there
    kind: Kind | None  # where no item says it
    lines: Sequence[WantedLine]
    wanted_from: datetime | None = None
    wanted_until: datetime | None = None
    requirements: str = ""
    entry_allowed: bool = False

    @property
    def in_words(self) -> bool:
        """Is something wanted that is not on the list?"""
        return any(line.words for line in self.lines)

    def check(self) -> Self:
        """Raises RuleBroken ``intake.not_of_our_time``, or ``order.question_open`` where a time would be promised for
        what a supervisor has to be asked about first."""
        moments = [moment for moment in (self.wanted_from, self.wanted_until) if moment]
        if any(not EARLIEST < moment.year < LATEST for moment in moments):
            raise RuleBroken("intake.not_of_our_time")
        if moments and self.in_words:
            raise RuleBroken("order.question_open")
        return self


def id_under(system_id: UUID, key: str) -> UUID:
    """The id of the order that this system writes under this key: asked again, it is the same order."""
    return uuid5(system_id, key)


def require_the_same(session: Session, order: Order, asked_sha256: str) -> None:
    """The key was used before: for the very same request, or not. Raises RuleBroken ``system.key_used``."""
    if session.get_one(SystemOrder, order.id).asked_sha256 != asked_sha256:
        raise RuleBroken("system.key_used", number=order.number)


def take_in(session: Session, wanted: Wanted, act: Act, *, id: UUID, branch_id: UUID, by_id: UUID) -> Order:
    """Write the order and send it on its way: to the supervisor, or with a question where something is off the list.

    Raises RuleBroken ``intake.no_such_room``, ``intake.which_owner``, ``intake.no_catalogue``, ``intake.no_such_item``,
    ``intake.kind_missing``, and whatever the front desk's rules refuse.
    """
    wanted.check()
    owner = _owner(session, wanted, branch_id)
    version = session.scalars(in_force(branch_id, act.at)).one_or_none()
    if version is None:
        raise RuleBroken("intake.no_catalogue")
    items = _items(session, version.id, wanted)
    kind = kind_of(list(items.values())) or wanted.kind
    if kind is None:
        raise RuleBroken("intake.kind_missing")
    request = Request(
        room=owner.room,
        owner=owner,
        channel=Channel.SYSTEM,
        kind=kind,
        lines=[_line(line, items, act) for line in wanted.lines],
        wanted_from=wanted.wanted_from,
        wanted_until=wanted.wanted_until,
        requirements=wanted.requirements,
        entry_allowed=wanted.entry_allowed,
    )
    branch = session.get_one(Branch, branch_id)
    order = receive(session, request, act, branch=branch, catalogue_version_id=version.id, id=id)
    route(session, order, act, Route.ASK if wanted.in_words else Route.ASSIGN, by_id=by_id)
    return order


def cancel(session: Session, order: Order, act: Act, *, why: str) -> None:
    """Its owner does not want it any more, as another system tells. Twice is once.

    Raises RuleBroken ``system.too_late_to_cancel`` or ``order.reason_missing``.
    """
    if order.state is OrderState.CANCELLED:
        return
    if order.state not in MAY_CANCEL:
        raise RuleBroken("system.too_late_to_cancel", state=order.state)
    recall(order, session.scalars(newest_assignment(order.id)).one_or_none(), act)
    order.cancel(act, why=why)
    stand_down(session, order, act)


def written_by(system_id: UUID) -> Select[UUID]:
    """The orders that this system wrote."""
    return select(SystemOrder.order_id).where(SystemOrder.system_id == system_id)


def _owner(session: Session, wanted: Wanted, branch_id: UUID) -> Owner:
    """Whoever lives there, by the number where there are several."""
    there = (
        select(Owner)
        .join(Room, Room.id == Owner.room_id)
        .join(Site, Site.id == Room.site_id)
        .where(
            Site.branch_id == branch_id,
            Site.code == wanted.door.site,
            Room.building == wanted.door.building,
            Room.door == wanted.door.door,
            Owner.left_at.is_(None),
        )
        .options(joinedload(Owner.room).joinedload(Room.site))
        .order_by(Owner.id)
    )
    owners = session.scalars(there).all()
    if not owners:
        raise RuleBroken("intake.no_such_room")
    meant = [owner for owner in owners if not wanted.phone or owner.phone == wanted.phone]
    if len(meant) != 1:
        raise RuleBroken("intake.which_owner")
    return meant[0]


def _items(session: Session, version_id: UUID, wanted: Wanted) -> Mapping[str, Item]:
    codes = {line.code for line in wanted.lines if line.code}
    known = {item.code: item for item in session.scalars(items_of(version_id).where(Item.code.in_(codes)))}
    for code in sorted(codes - known.keys()):
        raise RuleBroken("intake.no_such_item", code_given=code)
    return known


def _line(line: WantedLine, items: Mapping[str, Item], act: Act) -> Line:
    if line.code:
        return line_from_item(items[line.code], quantity_milli=line.quantity_milli)
    return line_in_words(line.words, quantity_milli=line.quantity_milli, at=act.at)
