"""Old rows of the machinery are tidied away: timers that are done, events that were told, signs of life long gone.

What is kept about people has its own periods, and is no business of this.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from fieldapp.domain.announcement import Announcement
from fieldapp.domain.heartbeat import Heartbeat
from fieldapp.domain.timer import Due, Timer
from fieldapp.domain.webhook import HookDelivery

TOPIC = "tidying"
KEPT = timedelta(days=30)
AT_ONCE = 2000  # rows in one transaction, so that nobody waits for it
GONE_AFTER = timedelta(hours=1)


def tidy(session: Session, _due: Due, now: datetime) -> None:
    """Delete what is over for long. What is dead stays until somebody has looked at it."""
    old = select(Timer.id).where(Timer.done_at < now - KEPT).limit(AT_ONCE)
    session.execute(delete(Timer).where(Timer.id.in_(old)).execution_options(synchronize_session=False))
    # Also one from the future: somebody has turned the clock, or moved the demo's day.
    gone = or_(Heartbeat.beat_at < now - GONE_AFTER, Heartbeat.beat_at > now + GONE_AFTER)
    session.execute(delete(Heartbeat).where(gone).execution_options(synchronize_session=False))
    _forget_events(session, now - KEPT)


def _forget_events(session: Session, before: datetime) -> None:
    """Events of orders, once every receiver has had them."""
    told = select(HookDelivery.id).where(HookDelivery.accepted_at < before).limit(AT_ONCE)
    session.execute(delete(HookDelivery).where(HookDelivery.id.in_(told)).execution_options(synchronize_session=False))
    waits = exists().where(HookDelivery.announcement_id == Announcement.id)
    over = select(Announcement.id).where(Announcement.at < before, ~waits).limit(AT_ONCE)
    session.execute(delete(Announcement).where(Announcement.id.in_(over)).execution_options(synchronize_session=False))
