"""Every few minutes the days whose orders have changed are counted anew, so that a page only adds up."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from fieldapp.domain.figure import FigureMark
from fieldapp.domain.figure_count import count_day
from fieldapp.domain.local_day import day_at
from fieldapp.domain.order import Order
from fieldapp.domain.premises import Branch, branches
from fieldapp.domain.timer import Due

TOPIC = "count_figures"
EVERY = timedelta(minutes=5)
AT_ONCE = 2000  # changed orders in one round; the rest follows in the next
LONG_AGO = timedelta(days=20_000)


def count_figures(session: Session, _due: Due, now: datetime) -> None:
    """The deed, for every branch."""
    for branch in session.scalars(branches()).all():
        count_branch(session, branch, now)


def count_branch(session: Session, branch: Branch, now: datetime) -> None:
    """Count what has changed since the last time, and a little before: a change may become visible late."""
    mark = session.get(FigureMark, branch.id)
    since = mark.counted_to - EVERY if mark else now - LONG_AGO
    changed = session.execute(changed_since(branch.id, since)).all()
    for day in {day_at(one.received_at, branch.timezone) for one in changed}:
        count_day(session, branch.id, day, branch.timezone)
    reached = changed[-1].changed_at + EVERY if len(changed) == AT_ONCE else now
    session.merge(FigureMark(branch_id=branch.id, counted_to=min(reached, now)))


def count_days(session: Session, branch: Branch, first: date, last: date, now: datetime) -> None:
    """Count every day from the first to the last, whatever has changed."""
    for nth in range((last - first).days + 1):
        count_day(session, branch.id, first + timedelta(days=nth), branch.timezone)
    session.merge(FigureMark(branch_id=branch.id, counted_to=now))


def changed_since(branch_id: UUID, since: datetime) -> Select[datetime, datetime]:
    """When the orders were received that have changed since, and when they changed: the longest ago first."""
    ours = Order.branch_id == branch_id, Order.changed_at > since
    return select(Order.received_at, Order.changed_at).where(*ours).order_by(Order.changed_at).limit(AT_ONCE)
