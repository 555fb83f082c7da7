"""Files of photos whose time is over are taken off the disk: after they were written down as gone, never before."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy.orm import Session

from fieldapp.blobs import Entry, blobs_of
from fieldapp.domain.base import new_id
from fieldapp.domain.gone_file import to_be_removed
from fieldapp.domain.timer import Due, Timer

TOPIC = "removing_files"
EVERY = timedelta(minutes=10)
SOON = timedelta(seconds=5)
AT_ONCE = 20  # a bucket is far away, and nobody is to wait for it long
COMMITTED = timedelta(seconds=30)  # what was written down so long ago is there for good


def remove_files(session: Session, _due: Due, now: datetime) -> None:
    """Remove some. What is not there any more is removed already, so it may be done twice."""
    blobs = blobs_of(current_app.config)
    files = session.scalars(to_be_removed(now - COMMITTED, AT_ONCE)).all()
    for gone in files:
        if blobs.has(gone.sha256):
            blobs.remove(Entry(gone.sha256, 0, gone.gone_at))
        gone.removed_at = now
    if len(files) == AT_ONCE:
        session.add(Timer.at(now + SOON, TOPIC, f"{TOPIC}:more:{new_id()}", branch_id=None))
