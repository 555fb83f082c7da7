"""The worker seals what was written since its last look: rows in order, a few at once, photos with what is kept."""

from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import structlog
from flask import current_app

from fieldapp.blobs import Blobs, NotKept, blobs_of
from fieldapp.db import db, looking, one_at_a_time
from fieldapp.domain.evidence_truth import MISSING
from fieldapp.domain.sealing_round import is_waiting, seal_waiting, unhashed_blobs

EVERY = timedelta(seconds=2)  # a look costs nobody anything, and so long nothing is lost but the seal
PHOTOS_AT_ONCE = 10
BUSY_PAUSE = timedelta(seconds=0.25)  # between two handfuls, while there is much: presses go first

log = structlog.get_logger(__name__)


class Sealing:
    """When to look next, and the looking."""

    def __init__(self, in_turn: AbstractContextManager[Any]) -> None:
        self.in_turn = in_turn
        self.next_at: datetime | None = None

    def look(self, now: datetime) -> None:
        """Seal a handful if it is time for it. Needs an app context; commits by itself. Keeps no message waiting."""
        if self.next_at is not None and now < self.next_at <= now + EVERY:
            return
        self.next_at = now + EVERY
        try:
            sealed = self._seal(now, what_is_kept())
        except Exception as trouble:
            db.session.rollback()
            log.warning("sealing.put_off", trouble=type(trouble).__name__)
        else:
            self.next_at = now + (BUSY_PAUSE if sealed else EVERY)

    def _seal(self, now: datetime, kept: dict[str, str]) -> int:
        with looking() as session:
            waits = bool(kept) or any(session.execute(is_waiting()).one())
        return self._write(now, kept) if waits else 0

    def _write(self, now: datetime, kept: dict[str, str]) -> int:
        with self.in_turn:
            one_at_a_time("sealing")
            sealed = seal_waiting(db.session(), now, kept)
            db.session.commit()
        return sealed


def what_is_kept() -> dict[str, str]:
    """The hashes of the files of some photos that wait, read while nobody waits for us."""
    blobs = blobs_of(current_app.config)
    with looking() as session:
        came = session.scalars(unhashed_blobs(PHOTOS_AT_ONCE)).all()
    return {digest: said for digest in came if (said := _said_of(blobs, digest))}


def _said_of(blobs: Blobs, digest: str) -> str:
    try:
        return blobs.hash_of(digest) or MISSING
    except NotKept:
        return ""  # nobody answers where the photos lie: it is asked again
