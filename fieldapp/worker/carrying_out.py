"""Carrying out the deeds that are due: each once, its effect and its end in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from random import random

import structlog
from sqlalchemy.orm import Session

from fieldapp.domain.timer import Due, Timer, due_deeds, pause
from fieldapp.worker.deeds import Deed

AT_ONCE = 20  # in one transaction: fewer commits, and still a short hold of the only writer's place

log = structlog.get_logger(__name__)


def carry_out(session: Session, deeds: Mapping[str, Deed], now: datetime) -> int:
    """Carry out what is due, and commit. Returns how many: as many as AT_ONCE means that there may be more."""
    timers = session.scalars(due_deeds(now, AT_ONCE)).all()
    for timer in timers:
        timer.attempts += 1
        timer.claimed_at = now
        _carry_out(session, timer, deeds, now)
    session.commit()
    return len(timers)


def _carry_out(session: Session, timer: Timer, deeds: Mapping[str, Deed], now: datetime) -> None:
    due = due_of(timer)
    try:
        with session.begin_nested():
            deeds[timer.topic](session, due, now)
            session.flush()
    except Exception as trouble:
        log.exception("deed.failed", topic=timer.topic, key=timer.key, attempts=timer.attempts)
        timer.fail(f"{type(trouble).__name__}: {trouble}", at=now, pause=pause(timer.attempts, random()))
    else:
        timer.done_at, timer.error = now, ""


def due_of(timer: Timer) -> Due:
    """What a deed is told of it."""
    return Due(*(getattr(timer, name) for name in Due.__slots__))
