"""Who answers and has no time is called when they like: that is no call in vain (3.1)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from fieldapp.domain.course import OrderState
from fieldapp.domain.follow_up import MOST_TRIES
from tests.builders import NOW
from tests.web.desk.calling import ALL_WELL, DRY, call, calls, due, in_vain

pytestmark = pytest.mark.usefixtures("many_orders_before")

TUESDAY_AT_EIGHT = {"when": "2026-11-24T20:00", "words": "晚上八点后，孩子睡了"}


def test_the_owner_is_called_when_they_like_and_the_next_caller_reads_why(desk):
    order_id = desk.order(until="complete", **DRY)

    assert call(desk, order_id, TUESDAY_AT_EIGHT, where="/later").status_code == 303

    order, entry = desk.stored(order_id), desk.journal(order_id)[-1]
    assert order.state is OrderState.CALL_BACK_DUE
    assert order.call_back_due_at == datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert (entry.what, entry.why) == ("call_later", "晚上八点后，孩子睡了")
    page = desk.page("/desk/call-backs")
    assert due(desk) == [str(order_id)] and "明天 20:00" in page and "晚上八点后，孩子睡了" in page
    assert "20:00" in desk.page(f"/desk/orders/{order_id}?all=1")


def test_an_owner_who_answers_each_time_is_not_given_up_as_unreachable(desk):
    order_id = desk.order(until="complete", **DRY)
    for hours in range(MOST_TRIES):
        with time_machine.travel(NOW + timedelta(hours=hours), tick=False):
            said = {"when": f"2026-11-24T{10 + hours}:00", "words": "在开会"}
            assert call(desk, order_id, said, where="/later").status_code == 303
    (made,) = calls(desk, order_id)
    assert made.tries == 0 and made.outcome is None

    in_vain(desk, order_id)
    assert "在开会" not in desk.page("/desk/call-backs")  # that time is over
    assert call(desk, order_id, ALL_WELL).status_code == 303
    (made,) = calls(desk, order_id)
    assert (made.tries, made.remark) == (1, "")


@pytest.mark.parametrize(
    "wrong",
    [{"when": "2026-11-23T08:00"}, {"when": "2026-11-30T10:00"}, {"when": ""}, {"words": ""}],
    ids=["over", "too far away", "no time", "no words"],
)
def test_what_cannot_be_is_told_in_the_sheet_with_all_that_was_typed(desk, wrong):
    order_id = desk.order(until="complete", **DRY)
    said = TUESDAY_AT_EIGHT | wrong

    answer = call(desk, order_id, said, where="/later")

    assert answer.status_code == 422 and '<dialog class="sheet" id="later" open' in answer.text
    assert all(f'value="{typed}"' in answer.text for typed in said.values() if typed)
    assert desk.journal(order_id)[-1].what != "call_later"
