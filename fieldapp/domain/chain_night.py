"""Each night the chain of every branch is gone through: what was added since the last time, and once a week all of it.

What an earlier walk found sound may be changed afterwards, which only a whole walk sees. So each week has one, and
after something was found broken every walk is a whole one, until one finds nothing.
"""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.domain.chain import ChainHead
from fieldapp.domain.chain_check import last_check, last_whole_check
from fieldapp.domain.chain_walk import FROM_THE_FIRST, Begin
from fieldapp.domain.premises import Branch
from fieldapp.domain.timer import WALK, Due, Timer

TOPIC = "chain_night"
EVERY = timedelta(minutes=30)  # a look for branches in which it has become night
FROM_HOUR = 2  # by the branch's own clock; a worker that was down at that hour does it when it is up again
A_WEEK = timedelta(days=6, hours=12)  # the seventh night after the last whole walk is the next one's


def begin_walks(session: Session, _due: Due, now: datetime) -> None:
    """The recurring deed: one walk for each branch and night."""
    for branch in session.scalars(select(Branch).join(ChainHead, ChainHead.branch_id == Branch.id)):
        here = now.astimezone(ZoneInfo(branch.timezone))
        key = f"{WALK}:{branch.id}:{here:%Y-%m-%d}"
        if here.hour >= FROM_HOUR and session.scalar(select(Timer.id).where(Timer.key == key)) is None:
            session.add(Timer.at(now, WALK, key, branch_id=branch.id))


def where_to_begin(session: Session, branch_id: UUID, now: datetime) -> Begin:
    """After the last link that was seen to be sound; at the first one when a whole walk is due."""
    last, whole = (session.scalars(asked(branch_id)).one_or_none() for asked in (last_check, last_whole_check))
    if last is None or last.faults or whole is None or now - whole.at >= A_WEEK:
        return FROM_THE_FIRST
    return Begin(last.count, last.hash)
