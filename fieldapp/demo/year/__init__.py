"""A year behind the demo branch: orders by the hundred thousand, written in bulk, the same for the same seed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import Table, bindparam, delete, insert, update
from sqlalchemy.orm import Session

from fieldapp.demo.year.past_order import Rows, past_order
from fieldapp.demo.year.players import Cast, cast_of
from fieldapp.domain.assignment import Assignment
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.call_back import CallBack
from fieldapp.domain.call_sheet import CallAnswer
from fieldapp.domain.called import Called
from fieldapp.domain.demo_day import DemoDay
from fieldapp.domain.developer_case import DeveloperCase
from fieldapp.domain.dispatch import Dispatch
from fieldapp.domain.intake import OrderCounter
from fieldapp.domain.journal import Entry
from fieldapp.domain.line import Line
from fieldapp.domain.money_entry import MoneyCounter, MoneyEntry
from fieldapp.domain.order import Order
from fieldapp.domain.premises import Branch
from fieldapp.domain.rung import Rung
from fieldapp.domain.signature import PriceAgreement, Signature
from fieldapp.domain.visit import Visit

DAYS = 365
AT_ONCE = 500  # orders in one transaction: none stands still for long while the next ones are thought up

# In this order, because each names what stands before it.
TABLES = (
    Order, Line, DeveloperCase, Visit, Assignment, PriceAgreement, Signature, Dispatch, Rung, Called, CallBack,
    CallAnswer, Entry, MoneyEntry,
)  # fmt: skip
VISITS = cast(Table, Visit.__table__)
PAPERS = "papers"  # which agreement and which signature a visit names, once all three are there
_SIGNED = (
    update(VISITS)
    .where(VISITS.c.id == bindparam("visit"))
    .values(agreement_id=bindparam("agreement"), signature_id=bindparam("signature"))
)


def add_year(session: Session, branch: Branch, orders: int, *, now: datetime, seed: int) -> Iterator[int]:
    """Write so many orders of the year before today; says after each few thousand how many are there, to be committed.

    Raises RuleBroken ``history.not_the_demo`` for a branch that is no demo, or has its year already.
    """
    if session.get(DemoDay, 1) is None:
        raise RuleBroken("history.not_the_demo")
    # A branch with a past does not move to another day any more.
    session.execute(delete(DemoDay))
    players, chance = cast_of(session, branch), Random(seed)
    past = _past(players, orders, now, chance)
    written = 0
    yield written
    while some := list(islice(past, AT_ONCE)):
        _write(session, some)
        _count_on(session, players)
        written += len(some)
        yield written


def _past(players: Cast, orders: int, now: datetime, chance: Random) -> Iterator[Rows]:
    """One after the other, through the year: more in the morning, nobody at night."""
    today = now.astimezone(ZoneInfo(players.zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    for nth in range(orders):
        day = today - timedelta(days=DAYS - DAYS * nth // orders)
        yield past_order(players, day + timedelta(hours=chance.triangular(7, 21, 9.5)), now, chance)


def _write(session: Session, some: list[Rows]) -> None:
    for table in TABLES:
        rows = [row for order in some for row in order.get(table, ())]
        if rows:
            session.connection().execute(insert(cast(Table, table.__table__)), rows)
    papers = [paper for order in some for paper in order.get(PAPERS, ())]
    if papers:
        session.connection().execute(_SIGNED, papers)


def _count_on(session: Session, players: Cast) -> None:
    for counter, numbers in ((OrderCounter, players.orders), (MoneyCounter, players.entries)):
        for year, last in numbers.items():
            session.merge(counter(branch_id=players.branch_id, year=year, last=last))
