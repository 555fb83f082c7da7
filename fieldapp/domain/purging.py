"""The purge: what was kept for long enough goes by itself, a little at a time, and what went is written down.

Every hour each kind of each branch is looked through; a batch that was full is followed by another a few seconds later,
so that nobody who works waits behind a long one.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from fieldapp.domain.base import new_id
from fieldapp.domain.premises import Branch, branches
from fieldapp.domain.purge_of_orders import purge_orders, purge_photos, purge_places, purge_waterproofing
from fieldapp.domain.purge_of_others import (
    purge_access,
    purge_agreements,
    purge_emergencies,
    purge_messages,
    purge_owners,
    purge_phones,
    purge_sign_ins,
    purge_staff,
)
from fieldapp.domain.purge_record import write_down
from fieldapp.domain.retention import Kept, over_before, periods_of
from fieldapp.domain.timer import Due, Timer

TOPIC = "purging"
EVERY = timedelta(hours=1)
SOON = timedelta(seconds=5)

# What ended before the moment goes; gives back how many there were, and whether there may be more.
Purge = Callable[[Session, Branch, datetime, datetime], tuple[int, bool]]

PURGES: dict[Kept, Purge] = {
    Kept.PLACE: purge_places,
    Kept.PHOTOS: purge_photos,
    Kept.ORDERS: purge_orders,
    Kept.WATERPROOFING: purge_waterproofing,
    Kept.OWNERS: purge_owners,
    Kept.AGREEMENTS: purge_agreements,
    Kept.MESSAGES: purge_messages,
    Kept.EMERGENCIES: purge_emergencies,
    Kept.ACCESS: purge_access,
    Kept.SIGN_INS: purge_sign_ins,
    Kept.STAFF: purge_staff,
    Kept.PHONES: purge_phones,
}


def purge(session: Session, _due: Due, now: datetime) -> None:
    """One batch of each kind in each branch."""
    more = [purge_branch(session, branch, now) for branch in session.scalars(branches()).all()]
    if any(more):
        session.add(Timer.at(now + SOON, TOPIC, f"{TOPIC}:more:{new_id()}", branch_id=None))


def purge_branch(session: Session, branch: Branch, now: datetime) -> bool:
    """One batch of each kind in one branch. Gives back whether there may be more."""
    more = False
    for kept, length in periods_of(session, branch.id).items():
        before = over_before(kept, length, now)
        count, full = PURGES[kept](session, branch, before, now)
        if count:
            write_down(session, branch, kept, count, at=now, over_before=before, length=length)
        more = more or full
    return more
