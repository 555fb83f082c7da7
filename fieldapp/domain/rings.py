"""What an open page should ring for: what was sent to somebody a moment ago and has not been received yet."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from fieldapp.domain.message import Delivery, Message
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person
from fieldapp.domain.premises import Room, Site
from fieldapp.domain.told_visit import THEIRS
from fieldapp.domain.visit import Visit
from fieldapp.domain.way import APP

RINGS_FOR = timedelta(minutes=5)
MOST = 10


def rings_of(person_id: UUID, now: datetime) -> Select[Any]:
    """By the way of the open app, the oldest first, with all that its words are made of."""
    return (
        select(
            Message.kind,
            Message.facts,
            Message.key,
            Message.topic,
            Message.revision,
            Message.urgency,
            Delivery.receipt_token,
            Person.language,
            Order.id.label("order_id"),
            Order.title_zh,
            Order.title_en,
            Order.urgent,
            Order.received_at,
            Visit.id.label("visit_id"),
            Visit.planned_from,
            Visit.planned_until,
            Room.building,
            Room.door.label("number"),
            Site.timezone.label("zone"),
        )
        .join(Message, Message.id == Delivery.message_id)
        .join(Person, Person.id == Delivery.person_id)
        .outerjoin(Order, Order.id == Message.order_id)
        .outerjoin(Visit, Visit.id == THEIRS)
        .outerjoin(Room, Room.id == Order.room_id)
        .outerjoin(Site, Site.id == Order.site_id)
        .where(
            Delivery.person_id == person_id,
            Delivery.queued_at > now - RINGS_FOR,
            Delivery.channel == APP,
            Delivery.received_at.is_(None),
        )
        .order_by(Delivery.queued_at)
        .limit(MOST)
    )
