"""A month's statement: the sum of the visits that the owner signed, and of nothing else (4.2.5)."""

import json
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.agreement_statement import statement
from fieldapp.domain.base import new_id
from fieldapp.domain.course import OrderState

FIRST = datetime(2026, 9, 1, tzinfo=UTC)
ZONE = "Asia/Shanghai"
MONTHS = [date(2026, month, 1) for month in (8, 9, 10, 11, 12)]


@st.composite
def visits(draw):
    """An order of the autumn, perhaps rearranged to any time, perhaps signed once or twice."""
    begins = FIRST + timedelta(hours=draw(st.integers(0, 24 * 90)))
    day = begins.astimezone(ZoneInfo(ZONE)).date() - timedelta(days=draw(st.integers(0, 3)))
    amounts = draw(st.lists(st.integers(0, 9_999_999), max_size=2))
    order = {"id": new_id(), "year": 2026, "serial": draw(st.integers(1, 99_999)), "state": OrderState.CLOSED}
    order |= {"wanted_from": draw(st.sampled_from([begins, None])), "agreement_day": day, "technician": "王芳"}
    signed = [{"signed_at": begins, "signer": "王", "document": json.dumps({"total_fen": fen})} for fen in amounts]
    unsigned = [{"signed_at": None, "signer": None, "document": None}]
    return [SimpleNamespace(**order, **paper) for paper in signed or unsigned], amounts[-1] if amounts else None


@given(st.lists(visits(), max_size=12))
def test_statements_add_up_to_the_signed_visits_and_each_visit_stands_in_one_month(drawn):
    rows = [row for papers, _amount in drawn for row in papers]
    months = [statement(month, rows, ZONE) for month in MONTHS]
    amounts = [amount for _papers, amount in drawn if amount is not None]

    assert sum(each.total_fen for each in months) == sum(amounts)
    assert sum(each.planned for each in months) == len(drawn)
    assert sum(len(each.signed) for each in months) == len(amounts)
    assert all(each.month <= row.day < each.month + timedelta(days=31) for each in months for row in each.rows)
