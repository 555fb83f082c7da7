"""Whoever takes money begins with what is open, and with the month that is over (4.1.2)."""

from datetime import timedelta

import pytest
import time_machine

from tests.builders import NOW

NEXT_MONTH = NOW + timedelta(days=10)


def test_the_cashier_begins_with_what_is_open_until_it_is_paid(cash):
    order_id = cash.order()
    page = cash.cashier.get("/office").text
    assert "¥15" in page and 'href="/money"' in page and "这里暂时没有" not in page

    cash.pay(order_id, "20", by=cash.cashier)
    assert "¥15" in cash.cashier.get("/office").text  # more than is owed was refused

    cash.pay(order_id, by=cash.cashier)
    assert "这里暂时没有" in cash.cashier.get("/office").text


@pytest.mark.both_engines
def test_a_month_that_is_over_waits_to_be_closed_and_then_does_not(cash):
    cash.pay(cash.order())
    assert "/money/months/2026-11" not in cash.cashier.get("/office").text

    with time_machine.travel(NEXT_MONTH, tick=False):
        assert "/money/months/2026-11" in cash.cashier.get("/office").text
        assert "/money/months/2026-11" not in cash.general.get("/office").text
        cash.close("2026-11")
        assert "/money/months/2026-11" not in cash.cashier.get("/office").text


@pytest.mark.both_engines
def test_money_that_is_to_be_given_back_is_not_taken_off_what_is_to_be_paid(cash):
    first, second = cash.order(), cash.order("test")
    cash.pay(second, "5")
    cash.chen.post(
        f"/desk/orders/{second}/cancellation", data={"version": cash.stored(second).version, "why": "不修了"}
    )

    page = cash.cashier.get("/office").text
    assert "¥15" in page and "¥5" in page
    assert all(f"/money/orders/{order_id}" in cash.cashier.get("/money").text for order_id in (first, second))
