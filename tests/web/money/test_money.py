"""What is due, what was paid, and who may write it down; nothing that is written is changed (4.1.2)."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.admin_journal import AdminEntry
from fieldapp.domain.base import new_id
from fieldapp.domain.money_entry import EntryKind, Method
from fieldapp.domain.month_close import MonthClose
from fieldapp.domain.order import Order
from fieldapp.domain.premises import Collects
from fieldapp.spreadsheets import read_bytes
from tests.builders import NOW


def test_what_was_signed_is_due_and_stands_among_the_open_amounts_until_it_is_paid(cash):
    order_id = cash.order()
    assert str(order_id) in cash.cashier.get("/money").text

    assert cash.pay(order_id).status_code == 303

    (entry,) = cash.entries(order_id)
    assert (entry.kind, entry.method, entry.amount_fen, entry.receipt) == (
        EntryKind.PAYMENT,
        Method.WECHAT,
        1500,
        "0001234",
    )
    assert cash.stored(order_id).dues.owed_fen == 0
    assert str(order_id) not in cash.cashier.get("/money").text
    page = cash.chen.get(f"/money/orders/{order_id}").text
    assert "M2026-00001" in page and "0001234" in page
    assert "客户中心收款" in cash.chen.get(f"/desk/orders/{order_id}").text


@pytest.mark.both_engines
@pytest.mark.parametrize("paid", [False, True], ids=["laid down before the work", "settled long ago"])
def test_the_cashier_finds_every_order_by_its_number_or_its_room(cash, paid):
    order_id = cash.order("complete" if paid else "test")
    if paid:
        cash.pay(order_id)
    order = cash.stored(order_id)

    assert str(order_id) not in cash.cashier.get("/money").text
    for words in (order.number, "3-503"):
        assert f"/money/orders/{order_id}" in cash.cashier.get(f"/money?q={words}").text
    assert "没有符合的单子" in cash.cashier.get("/money?q=2026-99999").text


def test_a_second_tap_writes_nothing_more(cash):
    order_id, said = cash.order(), {"id": str(new_id())}
    assert [cash.pay(order_id, "5", **said).status_code for _ in range(2)] == [303, 303]
    assert [entry.amount_fen for entry in cash.entries(order_id)] == [500]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"amount": "15.01"}, "还欠"),
        ({"amount": "0"}, "大于零"),
        ({"amount": "十五"}, "数字"),
        ({"receipt": ""}, "还没有填"),
        ({"method": "later"}, "选"),
        ({"day": "2026-11-24"}, "还没到"),
    ],
)
def test_a_payment_is_refused_in_words(cash, said, words):
    order_id = cash.order()
    answer = cash.pay(order_id, **said)
    assert answer.status_code == 422 and words in answer.text
    assert cash.entries(order_id) == []


def test_money_goes_back_by_a_new_entry_with_its_reason_and_never_more_than_came_in(cash):
    order_id = cash.order()
    cash.pay(order_id)
    assert cash.write(order_id, "refunds", amount="15.01", why="多收").status_code == 422
    assert cash.write(order_id, "refunds", amount="5", why="").status_code == 422
    assert cash.write(order_id, "refunds", amount="5", why="多收").status_code == 303
    assert [entry.amount_fen for entry in cash.entries(order_id)] == [1500, -500]
    assert cash.stored(order_id).paid_fen == 1000


def test_a_wrong_entry_stays_and_another_one_names_it(cash):
    order_id = cash.order()
    cash.pay(order_id, "10")
    (wrong,) = cash.entries(order_id)

    answer = cash.write(order_id, "corrections", entry=str(wrong.id), amount="12", why="少写了 2 元")

    assert answer.status_code == 303
    first, right = cash.entries(order_id)
    assert (first.amount_fen, right.amount_fen, right.corrects_id) == (1000, 200, wrong.id)
    assert cash.stored(order_id).paid_fen == 1200
    assert "M2026-00001" in cash.chen.get(f"/desk/orders/{order_id}").text
    again = cash.write(order_id, "corrections", entry=str(wrong.id), amount="12", why="又一次")
    assert again.status_code == 422


def test_a_closed_month_takes_no_more_and_the_correction_stands_in_the_open_one(cash):
    order_id = cash.order()
    cash.pay(order_id, "10")
    assert cash.close("2026-11").status_code == 422  # it is not over
    with time_machine.travel(NOW + timedelta(days=10), tick=False):
        assert cash.close("2026-11", by=cash.chen).status_code == 404
        assert cash.close("2026-11").status_code == 303
        refused = cash.pay(order_id, "5", day="2026-11-30")
        assert refused.status_code == 422 and "2026-11" in refused.text and "已月结" in refused.text
        (wrong,) = cash.entries(order_id)
        assert cash.write(order_id, "corrections", entry=str(wrong.id), amount="15", why="写错").status_code == 303
        page = cash.cashier.get("/money/months/2026-12").text
        assert "M2026-00001" in page and "¥5" in page
        assert "谢丽" in cash.cashier.get("/money/months/2026-11").text


def by_way(cash, day):
    """What the page of that day says of each way, in the order of the page."""
    page = cash.cashier.get(f"/money/months/2026-11?day={day}").text
    return re.findall(r'figure-cell"><dt>([^<]+)</dt><dd><b>([^<]+)</b>', page)


@pytest.mark.both_engines
def test_a_payment_under_the_wrong_way_is_put_right_in_one_entry_and_the_sums_of_its_day_are_right(cash):
    order_id = cash.order()
    cash.pay(order_id, "15", method="cash")
    (wrong,) = cash.entries(order_id)
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        said = {"entry": str(wrong.id), "why": "是微信付的", "method": "wechat"}
        assert cash.write(order_id, "corrections", amount="15", **said).status_code == 303
        first, out, into = cash.entries(order_id)
        assert (first.method, first.amount_fen) == (Method.CASH, 1500), "the entry itself stays"
        assert [(one.method, one.amount_fen, one.corrects_id) for one in (out, into)] == [
            (Method.CASH, -1500, wrong.id),
            (Method.WECHAT, 1500, wrong.id),
        ]
        assert cash.stored(order_id).paid_fen == 1500
        assert [told for _, told in by_way(cash, "2026-11-23")][:2] == ["¥0", "¥15"]
        assert by_way(cash, "2026-11-24") == []
        assert cash.write(order_id, "corrections", amount="15", **said).status_code == 422, "it is so already"
        assert cash.write(order_id, "corrections", amount="12", **said | {"method": ""}).status_code == 303
        assert [(one.method, one.amount_fen) for one in cash.entries(order_id)[3:]] == [(Method.WECHAT, -300)]
        assert cash.stored(order_id).paid_fen == 1200


def test_the_wrong_way_in_a_closed_month_is_put_right_in_the_open_one(cash):
    order_id = cash.order()
    cash.pay(order_id, "15", method="cash")
    (wrong,) = cash.entries(order_id)
    with time_machine.travel(NOW + timedelta(days=10), tick=False):
        cash.close("2026-11")
        answer = cash.write(order_id, "corrections", entry=str(wrong.id), amount="15", why="微信", method="wechat")
        assert answer.status_code == 303
        assert [f"{one.at:%Y-%m}" for one in cash.entries(order_id)] == ["2026-11", "2026-12", "2026-12"]


def test_a_second_tap_on_closing_leads_to_the_result_and_whoever_was_quicker_is_named(cash):
    cash.pay(cash.order(), "10")
    with time_machine.travel(NOW + timedelta(days=10), tick=False):
        assert [cash.close("2026-11").status_code for _ in range(2)] == [303, 303]
        with cash.app.app_context():
            db.session.scalars(select(MonthClose)).one().closed_by_id = None
            db.session.commit()
        refused = cash.close("2026-11")
        assert refused.status_code == 422 and "已月结" in refused.text


def test_a_month_is_not_closed_over_an_entry_that_came_after_the_page_was_opened(cash):
    order_id = cash.order()
    cash.pay(order_id, "10")
    with time_machine.travel(NOW + timedelta(days=10), tick=False):
        page = cash.cashier.get("/money/months/2026-11").text
        assert 'name="seen" value="1"' in page and 'popovertarget="close"' in page
        cash.pay(order_id, "5", day="2026-11-30")  # by somebody else, meanwhile

        answer = cash.close("2026-11", seen=1)

        assert answer.status_code == 409 and "¥15" in answer.text and 'name="seen" value="2"' in answer.text
        assert cash.close("2026-11").status_code == 303


def test_the_bookkeeper_takes_the_month_along(cash):
    order_id = cash.order()
    cash.pay(order_id)
    cash.write(order_id, "refunds", amount="0.50", why="抹零")
    for kind in ("csv", "xlsx"):
        rows = read_bytes(cash.cashier.post("/money/months/2026-11/table", data={"as": kind}).data)
        assert rows[0][1][0] == "entry"
        assert [float(cells[7]) for _, cells in rows[1:]] == [15, -0.5]


@pytest.mark.parametrize(
    ("way", "desk", "door"), [(Collects.TECHNICIAN, 303, 1), (Collects.DESK, 303, 0), (Collects.NOBODY, 422, 0)]
)
def test_the_site_says_who_may_take_money_and_the_cashier_always_may(cash, way, desk, door):
    cash.collects(way)
    visit_id = cash.door.visit("test")
    order_id = cash.door.stored(visit_id).order_id
    cash.tell_at_the_door(visit_id)
    assert len(cash.entries(order_id)) == door
    assert cash.pay(order_id, "5").status_code == desk
    assert cash.pay(order_id, "5", by=cash.cashier).status_code == 303


def test_who_takes_money_is_changed_by_the_managers(cash):
    site = cash.door.site
    assert "谁可以收款" in cash.general.get("/money/sites").text
    assert cash.general.post(f"/money/sites/{site.id}", data={"collects": "nobody"}).status_code == 303
    assert cash.write(cash.order(), "payments", amount="5", receipt="1").status_code == 422
    with cash.app.app_context():
        noted = db.session.scalars(select(AdminEntry)).one()
    assert (noted.what, noted.facts) == ("site_changed", {"changed": {"collects": ["desk", "nobody"]}})


def test_the_open_amounts_ask_as_little_for_many_as_for_one(cash, max_queries):
    order_id = cash.order()
    with max_queries(4):
        assert cash.cashier.get("/money").status_code == 200
    with max_queries(5):
        assert cash.cashier.get(f"/money/orders/{order_id}").status_code == 200


@pytest.mark.both_engines
def test_of_two_entries_at_once_the_second_looks_again(cash):
    order_id = cash.order()
    stale = str(cash.stored(order_id).version)
    cash.pay(order_id, "5")
    assert cash.pay(order_id, "5", version=stale).status_code == 409
    with cash.app.app_context():
        assert db.session.get_one(Order, order_id).paid_fen == 500


@pytest.mark.parametrize(
    ("where", "sheet", "said"),
    [
        ("payments", "pay", {"amount": "99", "receipt": "R-77", "day": "2026-11-22"}),
        ("payments", "pay", {"amount": "zwölf", "receipt": "R-77"}),
        ("refunds", "refund", {"amount": "99", "why": "多收了", "receipt": "R-78"}),
        ("corrections", "correct", {"amount": "zwölf", "why": "抄错"}),
    ],
)
def test_a_sheet_that_was_refused_is_open_again_with_all_that_was_typed(cash, where, sheet, said):
    order_id = cash.order()
    cash.pay(order_id, "5")
    (entry,) = cash.entries(order_id)

    answer = cash.write(order_id, where, entry=str(entry.id), method="cash", **said)

    assert answer.status_code == 422 and f'<dialog class="sheet" id="{sheet}" open' in answer.text
    assert all(f'value="{typed}"' in answer.text for typed in said.values())
    assert answer.text.count("<dialog") == 1
    if sheet != "correct":
        assert 'value="cash" checked' in answer.text


def test_what_is_still_owed_stands_in_the_field_of_the_amount(cash):
    order_id = cash.order()
    cash.pay(order_id, "5")
    assert 'id="amount-pay" name="amount" type="text" value="10"' in cash.cashier.get(f"/money/orders/{order_id}").text
