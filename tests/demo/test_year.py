"""`fieldapp history`: a year behind the demo branch, plausible, bounded, and the same for the same seed."""

import pytest
import time_machine
from sqlalchemy import func, select

from fieldapp import demo
from fieldapp.commands.history import write_year
from fieldapp.commands.which_branch import which_branch
from fieldapp.db import db
from fieldapp.demo import move_to_today
from fieldapp.domain.call_back import CallBack
from fieldapp.domain.dispatch import Dispatch
from fieldapp.domain.figure import RUNGS, Measure
from fieldapp.domain.figure_list import Span, totals
from fieldapp.domain.money_entry import MoneyEntry
from fieldapp.domain.order import Order
from fieldapp.domain.signature import Signature
from fieldapp.domain.visit import Visit
from tests.builders import NOW

ORDERS = 400


@pytest.mark.both_engines
def test_a_year_lies_behind_the_demo_branch_with_all_that_belongs_to_it(app):
    with time_machine.travel(NOW, tick=False), app.app_context():
        demo.load(db.session(), now=NOW, password_hash="")
        db.session.commit()
        before = counts()

        write_year(which_branch(""), ORDERS)

        after = counts()
        assert after[Order] - before[Order] == ORDERS
        assert all(after[kind] > before[kind] for kind in (Visit, Signature, CallBack, MoneyEntry, Dispatch))
        paid = select(func.sum(MoneyEntry.amount_fen)).where(MoneyEntry.order_id == Order.id).scalar_subquery()
        wrong = select(func.count()).where(Order.paid_fen != func.coalesce(paid, 0))
        assert db.session.scalar(wrong) == 0
        day = NOW.date()
        rows = db.session.execute(totals(Span(which_branch("").id, day.replace(year=2025), day)))
        told = {row.measure: row for row in rows}
        assert set(told) >= set(Measure) - {Measure.UNANSWERED, *RUNGS.values()}
        assert 0.9 < told[Measure.ON_TIME].part / told[Measure.ON_TIME].whole < 1
        assert not move_to_today(db.session(), now=NOW.replace(month=12))
        with pytest.raises(Exception, match="only once"):
            write_year(which_branch(""), 1)


def counts():
    return {
        kind: db.session.scalar(select(func.count()).select_from(kind))
        for kind in (Order, Visit, Signature, CallBack, MoneyEntry, Dispatch)
    }
