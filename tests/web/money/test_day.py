"""What came in on one day, by which way and by whom: counted against the drawer in the evening (4.1.2)."""

from datetime import timedelta

import pytest
import time_machine

from tests.builders import NOW


@pytest.mark.both_engines
def test_a_day_says_what_came_in_by_which_way_and_who_took_it(cash):
    first, second = cash.order(), cash.order()
    cash.pay(first, "10", method="cash", receipt="R-1")
    cash.pay(second, "4", by=cash.cashier, method="wechat", receipt="R-2")
    cash.write(first, "refunds", amount="3", why="多收", method="cash")
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        cash.pay(second, "5", method="cash", receipt="R-3")

    page = cash.cashier.get("/money/months/2026-11?day=2026-11-23").text

    assert "R-1" in page and "R-2" in page and "R-3" not in page
    assert "¥11" in page  # together
    assert page.count(">谢丽</td>") == 2 and "¥7" in page  # in a row of hers, and beside her entry


def test_a_day_of_another_month_is_shown_in_its_month_and_nothing_is_closed_from_a_day(cash):
    cash.pay(cash.order())
    answer = cash.cashier.get("/money/months/2026-11?day=2026-10-05")
    assert answer.status_code == 302 and answer.headers["Location"] == "/money/months/2026-10?day=2026-10-05"
    with time_machine.travel(NOW + timedelta(days=10), tick=False):
        assert 'id="close"' in cash.cashier.get("/money/months/2026-11").text
        assert 'id="close"' not in cash.cashier.get("/money/months/2026-11?day=2026-11-23").text


@pytest.mark.parametrize("said", ["", "yesterday", "2026-13-40"], ids=["nothing", "a word", "no day"])
def test_what_is_no_day_shows_the_month(cash, said):
    cash.pay(cash.order())
    page = cash.cashier.get(f"/money/months/2026-11?day={said}")
    assert page.status_code == 200 and "0001234" in page.text
    assert "/money/months/2026-11?day=2026-11-23" in cash.cashier.get("/money").text


def test_the_table_taken_along_from_a_day_holds_what_was_shown(cash):
    first = cash.order()
    cash.pay(first, "10", receipt="R-1")
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        cash.pay(first, "2", receipt="R-2")
    where = "/money/months/2026-11"
    assert 'name="day" value="2026-11-23"' in cash.cashier.get(f"{where}?day=2026-11-23").text
    of_day = cash.cashier.post(f"{where}/table", data={"as": "csv", "day": "2026-11-23"})
    assert "R-1" in of_day.text and "R-2" not in of_day.text
    assert "money-2026-11-23" in of_day.headers["Content-Disposition"]
    of_month = cash.cashier.post(f"{where}/table", data={"as": "csv"}).text
    assert "R-1" in of_month and "R-2" in of_month
    assert cash.cashier.post(f"{where}/table", data={"as": "csv", "day": "2026-10-23"}).status_code == 404
