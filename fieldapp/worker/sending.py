"""Sending one delivery: look up where it goes, send it with no transaction open, and write down what became of it."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import random
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Row, Select, bindparam
from sqlalchemy.orm import Session

from fieldapp.channels import Accepted, Channel, Gone, Outcome, Parcel, Refused, RetryAfter
from fieldapp.clock import now
from fieldapp.db import Busy, db, looking
from fieldapp.domain.feed import stir
from fieldapp.domain.message import Delivery, Message, Urgency
from fieldapp.domain.telling import accept, delivery_in_hand, try_another
from fieldapp.domain.timer import NEVER_ENDED, Due, finish, give_up, pause, postpone
from fieldapp.domain.told import TOLD
from fieldapp.web.message_words import About, words_for

log = structlog.get_logger(__name__)

EXPIRED = "expired"
TRIES = 3  # each as long as anybody waits for the database


# All that a channel has to know, in one question; made once, because it is asked for every delivery.
_ASKED: Select[Any] = TOLD.add_columns(
    Delivery.id,
    Delivery.channel,
    Delivery.way_id,
    Delivery.queued_at,
    Message.ttl_seconds,
).where(Delivery.id == bindparam("delivery_id"))


@dataclass(frozen=True, slots=True)
class Ready:
    """A delivery that can be sent: by which channel, where to, and what."""

    channel: Channel
    address: Any
    parcel: Parcel


def send(due: Due, channels: Mapping[str, Channel], in_turn: AbstractContextManager[Any]) -> None:
    """Send what was claimed. Needs an app context of its own; commits by itself, ``in_turn`` with our other threads."""
    ready = _make_ready(due, channels)
    sent_at = now()
    outcome = _sent(ready) if isinstance(ready, Ready) else ready
    # It is out: whoever is busy with the database must not make us send it twice.
    for _ in range(TRIES):
        try:
            with in_turn:
                return _write_down(due, channels, outcome, sent_at if isinstance(ready, Ready) else None)
        except Busy:
            db.session.rollback()
    raise Busy


def _make_ready(due: Due, channels: Mapping[str, Channel]) -> Ready | Outcome:
    if due.never_ended:
        return RetryAfter(NEVER_ENDED)  # it is past its last attempt, so it is given up
    with looking() as session:
        row = session.execute(_ASKED, {"delivery_id": UUID(due.facts["delivery"])}).one()
        channel = channels.get(row.channel)
        if channel is None:
            return Refused(f"no channel {row.channel!r} is set up here")
        left = row.queued_at + timedelta(seconds=row.ttl_seconds) - now()
        if left <= timedelta():
            return Refused(EXPIRED)
        address = channel.address(session, row.way_id)
        if address is None:
            return Gone("it is not there any more")
    return Ready(channel, address, _parcel(row, int(left.total_seconds())))


def _parcel(row: Row[Any], seconds_left: int) -> Parcel:
    about = About(*(getattr(row, name) for name in About.__slots__)) if row.order_id else None
    words = words_for(row.kind, row.facts, row.language, about, urgent=row.urgency is Urgency.HIGH)
    return Parcel(
        delivery_id=row.id,
        kind=row.kind.value,
        key=row.key,
        topic=row.topic,
        revision=row.revision,
        urgency=row.urgency.value,
        ttl_seconds=seconds_left,
        receipt_token=row.receipt_token,
        words=words,
        facts=row.facts,
    )


def _sent(ready: Ready) -> Outcome:
    try:
        return ready.channel.send(ready.address, ready.parcel)
    except Exception as trouble:  # a mistake of ours in the channel must not stop all others
        log.exception("delivery.broke", delivery=str(ready.parcel.delivery_id))
        return RetryAfter(type(trouble).__name__)


def _write_down(due: Due, channels: Mapping[str, Channel], outcome: Outcome, sent_at: datetime | None) -> None:
    session, at = db.session(), now()
    if not _end(session, due, outcome, at):
        session.rollback()  # our lease was over: whoever has it now writes its end
        return
    if isinstance(outcome, Accepted):
        # The usual end, written without reading anything first.
        accept(session, UUID(due.facts["delivery"]), sent_at=sent_at or at, at=at, reference=outcome.reference)
        session.commit()
        return
    delivery = session.scalars(delivery_in_hand(UUID(due.facts["delivery"]))).one()
    _note(session, delivery, channels, outcome, sent_at, at, last=due.is_last_attempt)
    session.commit()


def _end(session: Session, due: Due, outcome: Outcome, at: datetime) -> bool:
    """The end of the claim. False: it is not ours any more."""
    match outcome:
        case Accepted() | Gone():
            return finish(session, due, at=at)
        case RetryAfter(reason, seconds) if not due.is_last_attempt:
            wait = max(timedelta(seconds=seconds or 0), pause(due.attempts, random()))
            return postpone(session, due, until=at + wait, error=reason)
        case RetryAfter(reason) | Refused(reason):
            return give_up(session, due, at=at, error=reason)


def _note(
    session: Session,
    delivery: Delivery,
    channels: Mapping[str, Channel],
    outcome: Gone | RetryAfter | Refused,
    sent_at: datetime | None,
    at: datetime,
    *,
    last: bool,
) -> None:
    failure = _failure(outcome)
    for_good = last or not isinstance(outcome, RetryAfter)
    delivery.fail(failure, outcome.reason, sent_at=sent_at, at=at, for_good=for_good)
    if failure == EXPIRED:
        return  # by another way it would come no earlier
    if isinstance(outcome, Gone) and delivery.way_id and delivery.channel in channels:
        channels[delivery.channel].forget(session, delivery.way_id, at=at)
    stir(session, delivery.message.branch_id)  # whether this person can be called stands on the board
    session.flush()  # a way that is gone is none of those that are tried next
    try_another(session, delivery, at=at)


def _failure(outcome: Gone | RetryAfter | Refused) -> str:
    """The code of what went wrong."""
    match outcome:
        case Gone():
            return "gone"
        case RetryAfter():
            return "retry"
        case Refused(reason):
            return EXPIRED if reason == EXPIRED else "refused"
