"""What the words of a message are made of: itself on its way, the order it is about, and the visit its reader has."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from fieldapp.domain.message import Delivery, Message
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person
from fieldapp.domain.premises import Room, Site
from fieldapp.domain.visit import Visit

_any = aliased(Visit)
# The open one, else the last.
_theirs = (
    select(_any.id)
    .where(_any.order_id == Message.order_id, _any.technician_id == Delivery.person_id)
    .order_by(_any.ended_at.is_not(None), _any.id.desc())
    .limit(1)
    .scalar_subquery()
)

# One row for each delivery; whoever asks says which, and may add columns of it.
TOLD: Select[*tuple[Any, ...]] = (
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
    .select_from(Delivery)
    .join(Message, Message.id == Delivery.message_id)
    .join(Person, Person.id == Delivery.person_id)
    .outerjoin(Order, Order.id == Message.order_id)
    .outerjoin(Visit, Visit.id == _theirs)
    .outerjoin(Room, Room.id == Order.room_id)
    .outerjoin(Site, Site.id == Order.site_id)
)
