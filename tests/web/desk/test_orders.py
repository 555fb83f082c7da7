"""The list of orders."""

import re
from datetime import timedelta

import pytest

from fieldapp.db import db
from fieldapp.domain.order_list import PAGE
from fieldapp.domain.premises import Owner
from tests.builders import NOW


def listed(desk, query=""):
    return re.findall(r'data-order="([0-9a-f-]{36})"', desk.page(f"/desk/orders{query}"))


@pytest.mark.both_engines
def test_the_newest_stands_on_top(desk):
    old, new = desk.order(received_at=NOW - timedelta(days=3)), desk.order(received_at=NOW)
    assert listed(desk) == [str(new), str(old)]


@pytest.mark.both_engines
@pytest.mark.parametrize("words", ["3-503", "5678", "13812345678", "王", "wxy"])
def test_orders_are_found_by_their_owner(desk, words):
    mine = desk.order()
    desk.order(owner=desk.neighbour("7栋", "702", surname="李", phone="13900000000", search="13900000000 li"))
    assert listed(desk, f"?q={words}") == [str(mine)]


def test_an_order_is_found_by_its_number(desk):
    desk.order()
    wanted = desk.order()
    assert listed(desk, f"?q={desk.stored(wanted).number}") == [str(wanted)]


def test_what_fits_nothing_says_what_to_try(desk):
    desk.order()
    assert "没有符合的单子" in desk.page("/desk/orders?q=9-999")


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("stage", "until"),
    [("unassigned", ""), ("under_way", "arrive"), ("call_back", "complete"), ("open", ""), ("open", "arrive")],
)
def test_the_list_is_narrowed_by_how_far_an_order_has_come(desk, stage, until):
    every = {until: desk.order(until=until) for until in ("", "arrive", "complete")}
    assert str(every[until]) in listed(desk, f"?stage={stage}")
    assert str(every["complete"]) not in listed(desk, "?stage=open")


def test_the_list_is_narrowed_by_department_and_day(desk):
    today, before = desk.order(received_at=NOW), desk.order(received_at=NOW - timedelta(days=1))
    assert listed(desk, "?day=2026-11-23") == [str(today)]
    assert listed(desk, "?department=cleaning") == []
    assert listed(desk, "?department=repair&day=2026-11-22") == [str(before)]


def test_a_day_is_a_day_of_the_branchs_clock(desk):
    night = desk.order(received_at=NOW.replace(hour=16, minute=30))  # half past midnight in Shanghai
    assert listed(desk, "?day=2026-11-24") == [str(night)]


@pytest.mark.both_engines
def test_pages_follow_one_another_without_a_gap_or_a_repeat(desk):
    desk.orders(PAGE * 2 + 3)
    seen, query = [], ""
    while query is not None:
        page = desk.page(f"/desk/orders{query}")
        seen += re.findall(r'data-order="([0-9a-f-]{36})"', page)
        older = re.search(r'href="/desk/orders(\?[^"]*after=[^"]*)"', page)
        query = older[1].replace("&amp;", "&") if older else None
    assert len(seen) == len(set(seen)) == PAGE * 2 + 3


@pytest.mark.parametrize(
    "after", ["x", "~", "2026-11-23T02:41:00+00:00~x", "9999-99-99~01930000-0000-7000-8000-000000000001"]
)
def test_a_place_that_is_none_is_the_beginning(desk, after):
    order = desk.order()
    assert listed(desk, f"?after={after}") == [str(order)]


@pytest.mark.parametrize("query", ["?stage=nonsense", "?department=x", "?day=yesterday", "?q=%00", "?q=" + "x" * 300])
def test_a_strange_address_is_still_a_list(desk, query):
    desk.page(f"/desk/orders{query}")


def test_a_supervisor_may_look_into_the_list(desk):
    order = desk.order()
    page = desk.supervisor.get("/desk/orders").text
    assert str(order) in page and "/desk/call-backs" not in page


def test_numbers_are_masked_and_the_list_costs_the_same_for_ten_and_for_a_thousand(desk, max_queries):
    desk.orders(10)
    desk.page("/desk/orders")
    with max_queries(6) as for_ten:
        desk.page("/desk/orders?q=9&stage=open")
    desk.orders(1000)
    with max_queries(6) as for_a_thousand:
        page = desk.page("/desk/orders?q=9&stage=open")
    assert len(for_ten) == len(for_a_thousand) and "13812345678" not in page


def test_the_first_page_knows_up_to_what_it_is_true_and_later_ones_stay_as_they_are(desk):
    desk.orders(PAGE + 1)
    first = desk.page("/desk/orders")
    assert re.search(r'<live-list id="orders" data-feed="\d+" data-here="/desk/orders\?"', first)
    older = re.search(r'href="/desk/orders(\?[^"]*after=[^"]*)"', first)[1].replace("&amp;", "&")
    assert '<live-list id="orders"' not in desk.page(f"/desk/orders{older}")


def test_htmx_gets_the_list_alone(desk):
    answer = desk.browser.get("/desk/orders", headers={"HX-Request": "true"})
    assert answer.text.lstrip().startswith("<live-list") and "<html" not in answer.text


@pytest.mark.both_engines
@pytest.mark.parametrize("words", ["7-702", "13900000000", "李", "李伟"])
@pytest.mark.parametrize("where", ["/desk/orders", "/money"], ids=["the list", "the money"])
def test_orders_of_somebody_who_has_moved_out_are_found_where_nobody_lives_now(desk, max_queries, words, where):
    former = desk.neighbour("7栋", "702", surname="李", phone="13900000000", search="13900000000 李伟 liwei lw")
    theirs = desk.order(owner=former)
    desk.order()
    with desk.app.app_context():
        db.session.get_one(Owner, former.id).left_at = NOW
        db.session.commit()
    desk.page(where)
    with max_queries(4):
        page = desk.page(f"{where}?q={words}")
    assert set(re.findall(r'data-order="([0-9a-f-]{36})"', page)) == {str(theirs)}
