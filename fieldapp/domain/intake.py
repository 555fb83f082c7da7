"""Intake: a request becomes a service order at once, with its number (3.1, 4.2.2, 4.3.1, 4.4.1)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import Model, RuleBroken, new_id
from fieldapp.domain.catalogue import Item
from fieldapp.domain.course import OrderState
from fieldapp.domain.journal import Act
from fieldapp.domain.line import Line
from fieldapp.domain.order import Channel, Kind, Order
from fieldapp.domain.premises import Branch, Owner, Room
from fieldapp.domain.service_kind import service_kind
from fieldapp.domain.window import window


class OrderCounter(Model):
    """The last number given out by a branch in a year."""

    __tablename__ = "order_counter"

    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


@dataclass(frozen=True, slots=True)
class Request:
    """What the front desk writes down while the owner talks (4.2.2)."""

    room: Room
    owner: Owner
    channel: Channel
    kind: Kind
    lines: list[Line] = field(default_factory=list)
    wanted_from: datetime | None = None  # None: any time
    wanted_until: datetime | None = None
    requirements: str = ""
    entry_allowed: bool = False
    urgent: bool = False


def receive(
    session: Session, request: Request, act: Act, *, branch: Branch, catalogue_version_id: UUID, id: UUID | None = None
) -> Order:
    """Write the order. ``id`` may come from the form, so that a double tap writes one order.

    An emergency may be written before anybody has said what it is (4.3.5). Raises RuleBroken ``intake.nothing_wanted``
    when neither a line nor a word says what is wanted, or ``order.window_backwards``.
    """
    if not (request.lines or request.requirements.strip() or request.urgent):
        raise RuleBroken("intake.nothing_wanted")
    window(request.wanted_from, request.wanted_until)
    year = act.at.astimezone(ZoneInfo(branch.timezone)).year
    order = Order(
        id=id or new_id(),
        branch_id=branch.id,
        site_id=request.room.site_id,
        room=request.room,
        owner=request.owner,
        year=year,
        serial=next_serial(session, branch.id, year),
        channel=request.channel,
        kind=request.kind,
        department=request.kind.department,
        urgent=request.urgent,
        received_at=act.at,
        received_by_id=act.by_id,
        wanted_from=request.wanted_from,
        wanted_until=request.wanted_until,
        requirements=request.requirements.strip(),
        entry_allowed=request.entry_allowed,
        catalogue_version_id=catalogue_version_id,
        state=OrderState.RECEIVED,
        paid_fen=0,
        announced=request.channel is Channel.SYSTEM or bool(branch.announces),
        version=0,
        lines=[],
    )
    session.add(order)
    for line in request.lines:
        order.put(line)
    order.retell()
    order.record(act, "receive", channel=request.channel.value, urgent=request.urgent)
    return order


def received_before(session: Session, id: UUID, *, branch_id: UUID) -> Order | None:
    """The order that an earlier press of the same button wrote, if any.

    From here to the end of the transaction the branch writes no other order, so that of two presses at the same moment
    the second finds what the first wrote.
    """
    session.execute(select(Branch.id).where(Branch.id == branch_id).with_for_update(key_share=True))
    return session.scalars(select(Order).where(Order.id == id, Order.branch_id == branch_id)).one_or_none()


def kind_of(items: Sequence[Item]) -> Kind | None:
    """What kind of service these items are; None when there are none.

    Raises RuleBroken ``intake.two_departments``: an order belongs to one department and its supervisor (3.2).
    """
    if len({item.department for item in items}) > 1:
        raise RuleBroken("intake.two_departments")
    return service_kind(items[0]) if items else None


def next_serial(session: Session, branch_id: UUID, year: int) -> int:
    """The next number of the branch in this year; its row is held until the transaction ends: none is given twice."""
    counter = session.scalars(
        select(OrderCounter).where(OrderCounter.branch_id == branch_id, OrderCounter.year == year).with_for_update()
    ).one_or_none()
    if counter is None:
        counter = OrderCounter(branch_id=branch_id, year=year, last=0)
        session.add(counter)
    counter.last += 1
    session.flush()
    return counter.last
