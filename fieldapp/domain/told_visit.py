"""The visit that somebody who is told of an order has of it."""

from sqlalchemy import select
from sqlalchemy.orm import aliased

from fieldapp.domain.message import Delivery, Message
from fieldapp.domain.visit import Visit

_any = aliased(Visit)
# Inside a question about deliveries with their messages: the open one, else the last.
THEIRS = (
    select(_any.id)
    .where(_any.order_id == Message.order_id, _any.technician_id == Delivery.person_id)
    .order_by(_any.ended_at.is_not(None), _any.id.desc())
    .limit(1)
    .scalar_subquery()
)
