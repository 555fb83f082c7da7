"""Calling back (3.1)."""

import re
from datetime import timedelta

import pytest
import time_machine

from fieldapp.db import db
from fieldapp.domain.call_back_list import PAGE
from fieldapp.domain.course import OrderState
from fieldapp.domain.people import Person, Role
from tests.builders import NOW, a_person

TWO_DAYS = timedelta(days=2)


def due(desk, query=""):
    return re.findall(
        r'<li><a class="side-row" [^>]*data-order="([0-9a-f-]{36})"', desk.page(f"/desk/call-backs{query}")
    )


def close(desk, order_id, browser=None):
    form = {"version": str(desk.stored(order_id).version)}
    return (browser or desk.browser).post(f"/desk/call-backs/{order_id}", data=form)


@pytest.mark.both_engines
def test_after_a_visit_its_owner_is_to_be_called_and_others_are_not(desk):
    done = desk.order(until="complete")
    desk.order(until="arrive")
    assert due(desk) == [str(done)]
    page = desk.page("/desk/call-backs")
    assert "王女士" in page and "李建国" in page and "同意并签字" in page and desk.stored(done).number in page


@pytest.mark.both_engines
def test_called_and_all_well_closes_the_order_with_who_and_when(desk):
    order_id = desk.order(until="complete")
    assert close(desk, order_id).status_code == 303

    order, entry = desk.stored(order_id), desk.journal(order_id)[-1]
    assert order.state is OrderState.CLOSED and order.call_back_due_at is None
    assert (entry.what, entry.by_id, entry.at) == ("close", desk.chen.id, NOW)
    assert due(desk) == [] and "没有要回访的" in desk.page("/desk/call-backs")


def test_nobody_calls_about_their_own_work(desk, save, signed_in):
    with desk.app.app_context():
        db.session.get_one(Person, desk.li.id).roles = frozenset({Role.TECHNICIAN, Role.DESK})
        db.session.commit()
    order_id = desk.order(until="complete")
    answer = close(desk, order_id, browser=signed_in("li"))
    assert answer.status_code == 422 and "自己做的活不能自己回访" in answer.text
    assert desk.stored(order_id).state is OrderState.CALL_BACK_DUE


def test_an_order_that_is_not_to_be_called_about_cannot_be_closed(desk):
    order_id = desk.order(until="arrive")
    assert close(desk, order_id).status_code == 422


def test_called_twice_is_closed_once(desk):
    order_id = desk.order(until="complete")
    form = {"version": str(desk.stored(order_id).version)}
    desk.colleague.post(f"/desk/call-backs/{order_id}", data=form)
    answer = desk.browser.post(f"/desk/call-backs/{order_id}", data=form)
    assert answer.status_code == 409


def test_what_is_overdue_says_so(desk):
    desk.order(until="complete")
    assert "逾期" not in desk.page("/desk/call-backs")
    with time_machine.travel(NOW + TWO_DAYS + timedelta(hours=30), tick=False):
        assert "逾期 1 天" in desk.page("/desk/call-backs")


def test_the_technicians_ticks_are_not_shown_before_the_call(desk):
    desk.order(until="complete")
    page = desk.page("/desk/call-backs")
    assert "穿鞋套" not in page and "同试" not in page


def test_a_sheet_can_be_opened_by_itself_and_a_strange_one_does_not_exist(desk):
    order_id = desk.order(until="complete")
    assert f'action="/desk/call-backs/{order_id}"' in desk.page(f"/desk/call-backs?order={order_id}")
    assert desk.browser.get(f"/desk/call-backs?order={desk.order()}").status_code == 404


def test_supervisors_do_not_call_back(desk):
    assert desk.supervisor.get("/desk/call-backs").status_code == 404


def test_the_list_is_paged_and_costs_the_same_for_many(desk, max_queries):
    for _ in range(PAGE + 2):
        desk.order(until="complete")
    first = due(desk)
    with max_queries(4):
        page = desk.page("/desk/call-backs")
    later = re.search(r'href="/desk/call-backs(\?after=[^"]+)"', page)
    assert later and len(first) == PAGE and len(due(desk, later[1].replace("&amp;", "&"))) == 2


def test_the_number_is_masked(desk):
    desk.order(until="complete")
    assert "13812345678" not in desk.page("/desk/call-backs")


def test_somebody_of_another_role_sees_nothing(desk, save, signed_in):
    save(a_person("cash", Role.CASHIER))
    assert signed_in("cash").get("/desk/call-backs").status_code == 404
