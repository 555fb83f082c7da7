"""The month of the books: closed by the cashier when it is over, and then left as it is (4.1.2)."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from sqlalchemy import Date, ForeignKey, Select, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import Fen, Model, Overtaken, RuleBroken, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.local_day import day_at
from fieldapp.domain.money_entry import MoneyCounter, MoneyEntry
from fieldapp.domain.premises import Branch


class MonthClose(Model):
    """A month that takes no more entries, with what it came to."""

    __tablename__ = "month_close"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    month: Mapped[date] = mapped_column(Date)  # its first day, on the branch's clocks
    entries: Mapped[int]
    total_fen: Mapped[Fen]
    closed_at: Mapped[datetime]
    closed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (UniqueConstraint("branch_id", "month", name="uq_month_close_branch_id"),)


def month_of(moment: datetime, zone: str) -> date:
    """The first day of the month in which a moment lies."""
    return day_at(moment, zone).replace(day=1)


def bounds(month: date, zone: str) -> tuple[datetime, datetime]:
    """The midnights at which a month begins and ends."""
    begins = datetime(month.year, month.month, 1, tzinfo=ZoneInfo(zone))
    return begins, begins + relativedelta(months=1)


def closed_until(branch_id: UUID) -> Select[date]:
    """The last month that is closed; all before it are, too."""
    return select(func.max(MonthClose.month)).where(MonthClose.branch_id == branch_id)


def refuse_closed(session: Session, branch: Branch, at: datetime) -> None:
    """Raises RuleBroken ``money.month_closed`` if the moment lies in a closed month."""
    closed, month = session.scalar(closed_until(branch.id)), month_of(at, branch.timezone)
    if closed is not None and month <= closed:
        raise RuleBroken("money.month_closed", month=f"{month:%Y-%m}")


def month_to_close(session: Session, branch: Branch, at: datetime) -> date | None:
    """The last month that is over and has entries that nobody has closed; closing it closes those before it, too."""
    this, closed = bounds(month_of(at, branch.timezone), branch.timezone)[0], session.scalar(closed_until(branch.id))
    over = [MoneyEntry.branch_id == branch.id, MoneyEntry.at < this]
    if closed is not None:
        over.append(MoneyEntry.at >= bounds(closed, branch.timezone)[1])
    last = session.scalar(select(func.max(MoneyEntry.at)).where(*over))
    return None if last is None else month_of(last, branch.timezone)


def close_month(session: Session, branch: Branch, month: date, act: Act, *, seen: int) -> MonthClose:
    """Nothing more goes into this month or one before it. What is put right later stands in the month that is open.

    ``seen``: how many entries whoever closes it has looked at. Entries are only ever added, so their number says
    whether one has come since. Raises RuleBroken ``money.month_not_over`` or ``money.month_closed``, and Overtaken
    ``money.month_grew``.
    """
    if month >= month_of(act.at, branch.timezone):
        raise RuleBroken("money.month_not_over", month=f"{month:%Y-%m}")
    # Whoever is writing an entry holds the counter of its year.
    years = MoneyCounter.branch_id == branch.id, MoneyCounter.year == month.year
    session.execute(select(MoneyCounter.last).where(*years).with_for_update())
    begins, ends = bounds(month, branch.timezone)
    refuse_closed(session, branch, begins)
    entries, total_fen = session.execute(_so_much(branch.id, begins, ends)).one()
    if entries != seen:
        raise Overtaken("money.month_grew", month=f"{month:%Y-%m}")
    closed = MonthClose(
        id=new_id(),
        branch_id=branch.id,
        month=month,
        entries=entries,
        total_fen=Fen(total_fen),
        closed_at=act.at,
        closed_by_id=act.by_id,
    )
    session.add(closed)
    return closed


def _so_much(branch_id: UUID, begins: datetime, ends: datetime) -> Select[int, int]:
    total = func.coalesce(func.sum(MoneyEntry.amount_fen), 0)
    inside = MoneyEntry.branch_id == branch_id, MoneyEntry.at >= begins, MoneyEntry.at < ends
    return select(func.count(), total).where(*inside)
