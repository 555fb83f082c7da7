"""Calling back: who is due and until when, and who may call (3.1, 4.1.2)."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.assignment import Assignment
from fieldapp.domain.base import new_id
from fieldapp.domain.call_back import CallReason
from fieldapp.domain.call_back_list import PAGE
from fieldapp.domain.call_sheet import CallQuestion
from fieldapp.domain.course import OrderState
from fieldapp.domain.people import Person, Role
from fieldapp.domain.visit import Visit
from tests.builders import NOW, a_person
from tests.web.desk.calling import ALL_WELL, DRY, NOT_WELL, TUESDAY_EVENING, call, calls, due, in_vain

pytestmark = pytest.mark.usefixtures("many_orders_before")


@pytest.mark.both_engines
def test_after_a_visit_its_owner_is_to_be_called_and_others_are_not(desk):
    done = desk.order(until="complete")
    desk.order(until="arrive")
    assert due(desk) == [str(done)]
    page = desk.page("/desk/call-backs")
    assert "王女士" in page and "李建国" in page and desk.stored(done).number in page


def test_the_owner_is_called_by_the_end_of_the_next_working_day_and_the_sheet_says_why(desk):
    order_id = desk.order(until="complete")
    (made,) = calls(desk, order_id)
    assert made.due_at == desk.stored(order_id).call_back_due_at == TUESDAY_EVENING
    assert made.reasons == {CallReason.PAID, CallReason.LEAK}
    page = desk.page("/desk/call-backs")
    assert ">收费服务<" in page and "漏水" in page and "明天 18:00" in page


def test_nobody_calls_about_their_own_work(desk, save, signed_in):
    with desk.app.app_context():
        db.session.get_one(Person, desk.li.id).roles = frozenset({Role.TECHNICIAN, Role.DESK})
        db.session.commit()
    order_id, li = desk.order(until="complete"), signed_in("li")
    for where in ("", "/in-vain"):
        answer = call(desk, order_id, browser=li, where=where)
        assert answer.status_code == 422 and "自己做的活不能自己回访" in answer.text
    assert desk.stored(order_id).state is OrderState.CALL_BACK_DUE
    assert "自己做的活不能自己回访" in li.get("/desk/call-backs").text


def test_nobody_calls_about_a_visit_they_sent_somebody_to(desk, save):
    order_id = desk.order(until="complete")
    with desk.app.app_context():
        visit = db.session.scalars(select(Visit).where(Visit.order_id == order_id)).one()
        sent = {"technician_id": desk.li.id, "by_id": desk.chen.id, "at": NOW, "state_before": OrderState.RECEIVED}
        db.session.add(Assignment(id=new_id(), order_id=order_id, visit_id=visit.id, **sent))
        db.session.commit()
    answer = call(desk, order_id)
    assert answer.status_code == 422 and "自己派的单不能自己回访" in answer.text
    assert call(desk, order_id, browser=desk.colleague).status_code == 303


def test_an_order_that_is_not_to_be_called_about_cannot_be_closed(desk):
    order_id = desk.order(until="arrive")
    assert call(desk, order_id).status_code == in_vain(desk, order_id).status_code == 422


def test_what_is_overdue_says_so(desk):
    desk.order(until="complete")
    assert "逾期" not in desk.page("/desk/call-backs")
    with time_machine.travel(TUESDAY_EVENING + timedelta(hours=30), tick=False):
        assert "逾期 1 天" in desk.page("/desk/call-backs")


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
    with max_queries(7):
        page = desk.page("/desk/call-backs")
    later = re.search(r'href="/desk/call-backs(\?after=[^"]+)"', page)
    assert later and len(first) == PAGE and len(due(desk, later[1].replace("&amp;", "&"))) == 2


def test_the_number_is_masked(desk):
    order_id = desk.order(until="complete")
    assert "13812345678" not in desk.page("/desk/call-backs")
    call(desk, order_id)
    assert "13812345678" not in desk.page(f"/desk/call-backs/{order_id}")


def test_somebody_of_another_role_sees_nothing(desk, save, signed_in):
    save(a_person("cash", Role.CASHIER))
    assert signed_in("cash").get("/desk/call-backs").status_code == 404


def test_what_the_owner_said_is_kept_when_something_else_was_written_about_the_order_meanwhile(desk):
    order_id = desk.order(until="complete")
    seen = {"version": str(desk.stored(order_id).version)}
    desk.browser.post(
        f"/money/orders/{order_id}/payments", data=seen | {"method": "cash", "amount": "15", "receipt": "R-1"}
    )

    answer = call(desk, order_id, NOT_WELL | seen)

    newest = desk.stored(order_id).version
    assert answer.status_code == 409 and f'name="version" value="{newest}"' in answer.text
    assert "龙头还在滴水</textarea>" in answer.text and "刚刚有别人改过这张单" in answer.text
    assert answer.text.count(" checked") == len(CallQuestion)
    assert call(desk, order_id, NOT_WELL).status_code == 303


def test_a_second_tap_leads_to_what_came_of_the_first(desk):
    order_id = desk.order(until="complete", **DRY)
    seen = {"version": str(desk.stored(order_id).version)}
    assert [call(desk, order_id, ALL_WELL | seen).headers.get("Location") for _ in range(2)] == [
        f"/desk/call-backs/{order_id}"
    ] * 2
    assert len(calls(desk, order_id)) == 1


def test_whoever_called_second_reads_what_the_first_heard_and_keeps_their_own_words(desk, save, signed_in):
    save(a_person("lu", Role.DESK, name="陆萍"))
    order_id = desk.order(until="complete", **DRY)
    seen = {"version": str(desk.stored(order_id).version)}
    call(desk, order_id, ALL_WELL | seen)

    answer = call(desk, order_id, NOT_WELL | seen, browser=signed_in("lu"))

    assert answer.status_code == 409 and "您写的是：龙头还在滴水" in answer.text
    assert desk.stored(order_id).state is OrderState.CLOSED


def test_a_colleague_who_is_on_the_telephone_already_is_seen_in_the_list_on_the_sheet_and_beside_the_number(desk):
    order_id, other = desk.order(until="complete"), desk.order(until="complete")
    assert "data-ring" not in desk.page("/desk/call-backs")
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        desk.colleague.post(f"/desk/orders/{order_id}/phone", headers={"HX-Request": "true"})
        own = desk.colleague.get(f"/desk/call-backs?order={order_id}").text
        assert "data-ring" not in own, "nobody is warned of themselves"
    with time_machine.travel(NOW + timedelta(minutes=3), tick=False):
        page = desk.page(f"/desk/call-backs?order={order_id}")
        assert page.count("data-ring") == 1 and page.count("何静") >= 2
        assert desk.page(f"/desk/call-backs?order={other}").count("何静") == 1, "of the other one only the list tells"
        shown = desk.browser.post(f"/desk/orders/{order_id}/phone", headers={"HX-Request": "true"}).text
        assert "data-ring" in shown and "何静" in shown and "tel:" in shown
    with time_machine.travel(NOW + timedelta(minutes=20), tick=False):
        assert "data-ring" not in desk.page("/desk/call-backs")
