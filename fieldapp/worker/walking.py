"""The worker goes along a chain of evidence at night, writes down what it found, and has it told if it does not hold.

No transaction is open for longer than a step. Who goes keeps the claim while going; one who is stopped leaves it to
the next, who begins again.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from itertools import islice
from time import sleep
from typing import Any
from uuid import UUID

import structlog
from flask import current_app

from fieldapp.blobs import blobs_of
from fieldapp.clock import now
from fieldapp.db import db, looking
from fieldapp.domain.chain_broken import tell_of_the_break
from fieldapp.domain.chain_check import ChainCheck, Fault
from fieldapp.domain.chain_copies import copies_of
from fieldapp.domain.chain_night import where_to_begin
from fieldapp.domain.chain_walk import Walk
from fieldapp.domain.timer import WALK, Due, NeverEnded, finish, give_up, lease_of, postpone, set_aside

CLAIMED = lease_of(WALK)
CLAIMED_AGAIN_AFTER = timedelta(minutes=1)
AGAIN = timedelta(hours=1)  # after one that could not be finished
PAUSE = 0.02  # seconds between two steps: messages go first
NAMED = 20  # faults that are kept by name

log = structlog.get_logger(__name__)


class Stopped(Exception):
    """The worker ends, or somebody else has taken over."""


class Claim:
    """What was claimed, and kept claimed while it lasts."""

    def __init__(self, due: Due, in_turn: AbstractContextManager[Any], is_over: Callable[[], bool]) -> None:
        self.due, self.in_turn, self.is_over = due, in_turn, is_over
        self.until: datetime | None = None

    def keep(self) -> None:
        """Once a step. Raises Stopped."""
        at = now()
        if self.is_over():
            with self.in_turn:
                set_aside(db.session(), self.due, until=at, error="")
                db.session.commit()
            raise Stopped
        if self.until is None or self.until - at < CLAIMED - CLAIMED_AGAIN_AFTER:
            self.until = at + CLAIMED
            if not self.let_go(until=self.until):
                raise Stopped

    def let_go(self, *, until: datetime, error: str = "") -> bool:
        """Nobody takes it before that moment. False: somebody has."""
        with self.in_turn:
            ours = postpone(db.session(), self.due, until=until, error=error)
            db.session.commit()
        return ours


def walk_chain(due: Due, in_turn: AbstractContextManager[Any], is_over: Callable[[], bool]) -> None:
    """Go along the chain of the branch. Needs an app context of its own; commits by itself."""
    claim = Claim(due, in_turn, is_over)
    try:
        if due.never_ended:
            raise NeverEnded
        check = _walked(UUID(str(due.branch_id)), claim)
    except Stopped:
        return
    except Exception as trouble:
        log.warning("walk.failed", key=due.key, trouble=type(trouble).__name__)
        _put_off(claim, trouble)
    else:
        _write_down(claim, check)


def _walked(branch_id: UUID, claim: Claim) -> ChainCheck:
    faults: list[Fault] = []
    many = 0
    with looking() as session:
        begin = where_to_begin(session, branch_id, now())
        known = [(copy.count, copy.hash) for copy in copies_of(session, branch_id)]
        session.rollback()
        walk = Walk(session, branch_id, blobs_of(current_app.config).hash_of, begin)
        for step in walk.steps(known):
            session.rollback()
            many += len(step)
            faults += islice(step, NAMED - len(faults))
            claim.keep()
            sleep(PAUSE)
    return ChainCheck.of(branch_id, walk, faults, many, at=now())


def _write_down(claim: Claim, check: ChainCheck) -> None:
    with claim.in_turn:
        session = db.session()
        if finish(session, claim.due, at=check.at):
            session.add(check)
            tell_of_the_break(session, check)
        session.commit()


def _put_off(claim: Claim, trouble: Exception) -> None:
    why = f"{type(trouble).__name__}: {trouble}"[:500]
    if not claim.due.is_last_attempt:
        claim.let_go(until=now() + AGAIN, error=why)
        return
    with claim.in_turn:
        give_up(db.session(), claim.due, at=now(), error=why)
        db.session.commit()
