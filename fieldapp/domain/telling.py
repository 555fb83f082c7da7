"""From a message to its deliveries: one for each way of the ranks that are tried at once, and the next rank after."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.orm import Session, joinedload

from fieldapp.domain.message import Delivery, Message, MessageKind
from fieldapp.domain.still_wanted import still_wanted
from fieldapp.domain.timer import Due
from fieldapp.domain.way import Way, ways_of, ways_to_number

_ACCEPTED = (
    update(Delivery)
    .where(Delivery.id == bindparam("delivery_id"))
    .values(
        sent_at=bindparam("sent"),
        accepted_at=bindparam("taken"),
        reference=bindparam("named"),
        failed_at=None,
        failure="",
        failure_words="",
    )
)


def tell(session: Session, due: Due, now: datetime) -> None:
    """The deed of the topic ``TELL``: queue the deliveries of the first ranks. No way at all is put on record."""
    message = session.get_one(Message, UUID(due.facts["message"]))
    if not still_wanted(session, message):
        return
    if not try_ranks(session, message, after=0, most=message.ranks, at=now):
        session.add(Delivery.nowhere(message, at=now))


def try_ranks(session: Session, message: Message, *, after: int, most: int = 1, at: datetime) -> list[Delivery]:
    """Queue a delivery on every way of the next so many ranks after this one. Returns them: empty if none is left."""
    ways = _ways(session, message, at)
    ranks = sorted({way.rank for way in ways if way.rank > after})[:most]
    queued = [Delivery.by(message, way, at=at) for way in ways if way.rank in ranks]
    session.add_all(queued)
    return queued


# To somebody outside of whom we know a number and nothing else.
OUTSIDE = frozenset({MessageKind.DEVELOPER, MessageKind.CORRECTION})


def _ways(session: Session, message: Message, at: datetime) -> list[Way]:
    if message.kind in OUTSIDE and message.way_id is not None:
        return ways_to_number(session, message.way_id)
    return [way for way in ways_of(session, message.person_id, at=at) if message.way_id in (None, way.id)]


def try_another(session: Session, failed: Delivery, *, at: datetime) -> list[Delivery]:
    """After a failure: the next rank, if it is wanted now and has not been tried.

    For something urgent at once, whichever way failed and however; for anything else when all that was tried is over.
    """
    message = failed.message
    beyond = max(delivery.rank for delivery in message.deliveries)
    hopeless = all(delivery.failed_at is not None for delivery in message.deliveries)
    if failed.rank < beyond or not (message.is_urgent or hopeless):
        return []
    return try_ranks(session, message, after=beyond, at=at)


def accept(session: Session, delivery_id: UUID, *, sent_at: datetime, at: datetime, reference: str) -> None:
    """The service took it."""
    told = {"delivery_id": delivery_id, "sent": sent_at, "taken": at, "named": reference}
    session.connection().execute(_ACCEPTED, told)


def delivery_in_hand(delivery_id: UUID) -> Select[Delivery]:
    """A delivery with its message and the others of it, to write down what became of it."""
    whole = joinedload(Delivery.message).selectinload(Message.deliveries)
    return select(Delivery).where(Delivery.id == delivery_id).options(whole)
