"""Telling another system of an event: look up where, send it with no transaction open, and write down its end."""

import json
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import random
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from fieldapp.channels import Accepted, Gone, Outcome, RetryAfter
from fieldapp.channels.receivers import Receivers, Told
from fieldapp.clock import now
from fieldapp.db import Busy, db, looking
from fieldapp.domain.timer import NEVER_ENDED, Due, finish, give_up, postpone
from fieldapp.domain.webhook import HookDelivery, hook_delivery_in_hand, pause, what_it_is_about

LONGEST_REST = 3600.0  # seconds; a receiver that asks for more is asked again all the same
TRIES = 3  # each as long as anybody waits for the database

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """An event that can be sent."""

    address: str
    secret: str
    told: Told


def tell_system(due: Due, receivers: Receivers, in_turn: AbstractContextManager[object]) -> None:
    """Send what was claimed. Needs an app context of its own; commits by itself, ``in_turn`` with our other threads."""
    ready = _make_ready(due)
    outcome = _sent(due, ready, receivers) if ready else Gone("nobody listens any more")
    for _ in range(TRIES):
        try:
            with in_turn:
                return _write_down(due, outcome, by_receiver=ready is not None)
        except Busy:
            db.session.rollback()
    raise Busy


def body_of(delivery: HookDelivery, number: str, reference: str) -> bytes:
    """What the receiver reads: the same for every attempt, and nothing about anybody."""
    event = delivery.announcement
    data = {
        "number": number,
        "reference": reference,
        "from": event.from_state,
        "state": event.to_state,
        "version": event.version,
    }
    at = event.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    told = {"type": event.news.value, "timestamp": at, "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _make_ready(due: Due) -> Ready | None:
    with looking() as session:
        delivery = _delivery(session, due)
        webhook = delivery.webhook
        if webhook.ended_at is not None:
            return None
        about = session.execute(what_it_is_about(delivery.announcement, webhook.system_id)).one()
        body = body_of(delivery, f"{about.year}-{about.serial:05d}", about.reference or "")
        return Ready(webhook.address, webhook.secret, Told(str(delivery.announcement_id), body))


def _sent(due: Due, ready: Ready, receivers: Receivers) -> Outcome:
    if due.never_ended:
        return RetryAfter(NEVER_ENDED)  # it is past its last attempt, so it is given up
    try:
        return receivers.send(ready.address, ready.secret, ready.told, now())
    except Exception as trouble:  # a mistake of ours must not stop all others
        log.exception("webhook.broke", event=ready.told.id)
        return RetryAfter(type(trouble).__name__)


def _write_down(due: Due, outcome: Outcome, *, by_receiver: bool) -> None:
    session, at = db.session(), now()
    if not _end(session, due, outcome, at):
        session.rollback()  # our lease was over: whoever has it now writes its end
        return
    delivery = _delivery(session, due)
    if isinstance(outcome, Accepted):
        delivery.accept(at=at)
    else:
        for_good = due.is_last_attempt or isinstance(outcome, Gone)
        delivery.fail(outcome.reason, at=at, for_good=for_good)
    if isinstance(outcome, Gone) and by_receiver:
        delivery.webhook.ended_at, delivery.webhook.ended_by_receiver = at, True
    session.commit()


def _end(session: Session, due: Due, outcome: Outcome, at: datetime) -> bool:
    """The end of the claim. False: it is not ours any more."""
    match outcome:
        case Accepted():
            return finish(session, due, at=at)
        case RetryAfter(reason, seconds) if not due.is_last_attempt:
            asked = timedelta(seconds=min(seconds or 0, LONGEST_REST))
            return postpone(session, due, until=at + max(asked, pause(due.attempts, random())), error=reason)
        case _:
            return give_up(session, due, at=at, error=outcome.reason)


def _delivery(session: Session, due: Due) -> HookDelivery:
    return session.scalars(hook_delivery_in_hand(UUID(due.facts["hook_delivery"]))).one()
