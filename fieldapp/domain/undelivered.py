"""Messages that reached nobody by any way and are not tried any more: the office sees them, and may send them again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, exists, select
from sqlalchemy.orm import aliased, joinedload

from fieldapp.domain.message import Delivery, Message
from fieldapp.domain.order import Order
from fieldapp.domain.people import Department, Person
from fieldapp.domain.premises import Room, Site
from fieldapp.domain.timer import Timer

AT_MOST = 20  # are shown; more have one cause, and the first of them tells it

_other = aliased(Delivery)
_came_another_way = exists().where(_other.message_id == Delivery.message_id, _other.accepted_at.is_not(None))

UNDELIVERED: Select[*tuple[Any, ...]] = (
    select(
        Timer.id,
        Timer.failed_at,
        Timer.error,
        Message.kind,
        Message.facts,
        Message.urgency,
        Person.name,
        Order.id.label("order_id"),
        Order.title_zh,
        Order.title_en,
        Order.urgent,
        Order.received_at,
        Room.building,
        Room.door.label("number"),
        Site.timezone.label("zone"),
    )
    .join(Delivery, Delivery.timer_id == Timer.id)
    .join(Message, Message.id == Delivery.message_id)
    .join(Person, Person.id == Message.person_id)
    .outerjoin(Order, Order.id == Message.order_id)
    .outerjoin(Room, Room.id == Order.room_id)
    .outerjoin(Site, Site.id == Order.site_id)
    .where(
        Timer.branch_id == bindparam("branch_id"),
        Timer.failed_at.is_not(None),  # as the index says it; here "failed_at" alone would be two columns
        Person.department.in_(bindparam("departments", expanding=True)),
        ~_came_another_way,
    )
    .order_by(Timer.failed_at.desc(), Timer.id)
    .limit(AT_MOST)
)

Undelivered = Row[*tuple[Any, ...]]


def undelivered_in_hand(timer_id: UUID, branch_id: UUID, departments: list[Department]) -> Select[Delivery]:
    """One of them, to be sent again."""
    return (
        select(Delivery)
        .join(Timer, Timer.id == Delivery.timer_id)
        .join(Person, Person.id == Delivery.person_id)
        .where(Timer.id == timer_id, Timer.branch_id == branch_id, Person.department.in_(departments))
        .options(joinedload(Delivery.timer))
    )


def send_again(delivery: Delivery, *, at: datetime) -> None:
    """Somebody wants it to be tried once more, with all its time before it. What is not dead stays as it is."""
    timer = delivery.timer
    if timer is not None and timer.failed_at is not None:
        timer.send_again(at=at)
        delivery.queued_at, delivery.failed_at = at, None
