"""Old rows of the machinery are tidied away: timers that are done, and the signs of life of workers long gone.

What is kept about people has its own periods, and is no business of this.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from fieldapp.domain.heartbeat import Heartbeat
from fieldapp.domain.timer import Due, Timer

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
