"""Carrying out the deeds that are due: each once, its effect and its end in one transaction."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from random import random

import structlog
from sqlalchemy.orm import Session

from fieldapp.domain.timer import Due, Timer, due_deeds, pause
from fieldapp.worker.deeds import Deed

AT_ONCE = 10  # in one transaction: fewer commits, and still a short hold of the only writer's place

log = structlog.get_logger(__name__)


def carry_out(session: Session, deeds: Mapping[str, Deed], now: datetime) -> None:
    """Carry out the first of what is due, and commit.

    If one of them fails, each is carried out again by itself, so that all others stand.
    """
    try:
        for timer in _taken(session, now):
            deeds[timer.topic](session, due_of(timer), now)
            timer.done_at, timer.error = now, ""
        session.commit()
    except Exception as trouble:
        log.warning("deeds.one_by_one", trouble=type(trouble).__name__)
        session.rollback()
        for timer in _taken(session, now):
            _carry_out(session, timer, deeds, now)
        session.commit()


def _taken(session: Session, now: datetime) -> Iterator[Timer]:
    for timer in session.scalars(due_deeds(now, AT_ONCE)).all():
        timer.attempts += 1
        timer.claimed_at = now
        yield timer


def _carry_out(session: Session, timer: Timer, deeds: Mapping[str, Deed], now: datetime) -> None:
    try:
        with session.begin_nested():
            deeds[timer.topic](session, due_of(timer), now)
            session.flush()
    except Exception as trouble:
        log.exception("deed.failed", topic=timer.topic, key=timer.key, attempts=timer.attempts)
        timer.fail(f"{type(trouble).__name__}: {trouble}", at=now, pause=pause(timer.attempts, random()))
    else:
        timer.done_at, timer.error = now, ""


def due_of(timer: Timer) -> Due:
    """What a deed is told of it."""
    return Due(*(getattr(timer, name) for name in Due.__slots__))
