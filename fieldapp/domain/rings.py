"""What an open page should ring for: what was sent to somebody a moment ago and has not been received yet."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select

from fieldapp.domain.message import Delivery
from fieldapp.domain.told import TOLD
from fieldapp.domain.way import APP

RINGS_FOR = timedelta(minutes=5)
MOST = 10


def rings_of(person_id: UUID, now: datetime) -> Select[Any]:
    """By the way of the open app, the oldest first, with all that its words are made of."""
    return (
        TOLD.where(
            Delivery.person_id == person_id,
            Delivery.queued_at > now - RINGS_FOR,
            Delivery.channel == APP,
            Delivery.received_at.is_(None),
        )
        .order_by(Delivery.queued_at)
        .limit(MOST)
    )
