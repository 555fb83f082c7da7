"""The drill at the beginning of a shift: a real message that has to come back from the very phone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from fieldapp.domain.base import new_id
from fieldapp.domain.message import Delivery, Message, MessageKind
from fieldapp.domain.open_app import OpenApp
from fieldapp.domain.people import Person
from fieldapp.domain.subscription import Subscription

LASTS = timedelta(minutes=2)


class DrillState(StrEnum):
    """How far it has come."""

    QUEUED = "queued"  # the worker has not sent it
    SENT = "sent"  # the push service has it, the phone has not said so
    RECEIVED = "received"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Drill:
    """What became of one."""

    state: DrillState
    seconds: float | None = None  # from the press until the phone's word
    why: str = ""


def by_push(subscription: Subscription, person: Person, *, at: datetime) -> Message:
    """Try this phone. Until its word has come, nothing is proven any more."""
    subscription.tested_at = None
    return _drill(person, subscription.id, at)


def by_open_app(page: OpenApp, person: Person, *, at: datetime) -> Message:
    """Try the open page, where there is no push."""
    page.heard_at, page.tested_at = at, None
    return _drill(person, page.person_id, at)


def drill_of(message_id: UUID, person_id: UUID) -> Select[*tuple[Any, ...]]:
    """A drill of this person: when it was begun, and what its delivery says."""
    return (
        select(
            Message.written_at,
            Delivery.accepted_at,
            Delivery.received_at,
            Delivery.failed_at,
            Delivery.failure,
            Delivery.failure_words,
        )
        .outerjoin(Delivery, Delivery.message_id == Message.id)
        .where(Message.id == message_id, Message.person_id == person_id, Message.kind == MessageKind.DRILL)
        .order_by(Delivery.queued_at)
        .limit(1)
    )


def drill_as_it_stands(row: Row[Any]) -> Drill:
    """Of a row of `drill_of`."""
    if row.received_at is not None:
        return Drill(DrillState.RECEIVED, max(0.0, (row.received_at - row.written_at).total_seconds()))
    if row.failed_at is not None:
        return Drill(DrillState.FAILED, why=f"{row.failure} {row.failure_words}".strip())
    return Drill(DrillState.SENT if row.accepted_at is not None else DrillState.QUEUED)


def page_of(session: Session, person_id: UUID, *, at: datetime) -> OpenApp:
    """The open page of this person, heard of now."""
    page = session.get(OpenApp, person_id)
    if page is None:
        page = OpenApp(person_id=person_id, heard_at=at, tested_at=None)
        session.add(page)
    page.heard_at = at
    return page


def _drill(person: Person, way_id: UUID, at: datetime) -> Message:
    return Message.to(
        person.id,
        MessageKind.DRILL,
        branch_id=person.branch_id,
        key=f"drill:{new_id()}",
        at=at,
        urgent=True,
        ttl=LASTS,
        way_id=way_id,
    )
