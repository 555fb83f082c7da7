"""Calling back: who is due, five questions asked blind, and what comes of the answers (3.1, 4.1.2)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.assignment import Assignment
from fieldapp.domain.base import new_id
from fieldapp.domain.call_back import CallBack, CallOutcome, CallReason
from fieldapp.domain.call_back_list import PAGE
from fieldapp.domain.call_sheet import CallAnswer, CallQuestion, Heard
from fieldapp.domain.course import OrderState
from fieldapp.domain.intake import OrderCounter
from fieldapp.domain.message import Message, MessageKind
from fieldapp.domain.order import Order
from fieldapp.domain.people import Department, Person, Role
from fieldapp.domain.visit import Visit
from tests.builders import BRANCH_ID, NOW, a_person

TUESDAY_EVENING = datetime(2026, 11, 24, 10, tzinfo=UTC)  # 18:00 in Shanghai
DRY = {"requirements": "厨房水龙头松了"}  # no leak, so one call is enough
ALL_WELL = {question.value: "yes" for question in CallQuestion}
NOT_WELL = ALL_WELL | {"covers": "no", "price": "unsure", "satisfied": "no", "remark": "龙头还在滴水"}


@pytest.fixture(autouse=True)
def _many_orders_before(desk):
    """The numbers of the orders that a test writes by itself are given out already."""
    with desk.app.app_context():
        db.session.add(OrderCounter(branch_id=BRANCH_ID, year=2026, last=50_000))
        db.session.commit()


def due(desk, query=""):
    return re.findall(
        r'<li><a class="side-row" [^>]*data-order="([0-9a-f-]{36})"', desk.page(f"/desk/call-backs{query}")
    )


def call(desk, order_id, said=ALL_WELL, *, browser=None, where=""):
    form = {"version": str(desk.stored(order_id).version), **said}
    return (browser or desk.browser).post(f"/desk/call-backs/{order_id}{where}", data=form)


def in_vain(desk, order_id):
    return call(desk, order_id, {}, where="/in-vain")


def calls(desk, order_id):
    with desk.app.app_context():
        return list(db.session.scalars(select(CallBack).where(CallBack.order_id == order_id).order_by(CallBack.id)))


def answers(desk, call_id):
    with desk.app.app_context():
        found = db.session.scalars(select(CallAnswer).where(CallAnswer.call_back_id == call_id)).all()
        return {one.question: (one.heard, one.recorded, one.agrees) for one in found}


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
    assert "收费" in page and "漏水" in page and "明天 18:00" in page


@pytest.mark.both_engines
def test_called_and_all_well_closes_the_order_with_who_and_when(desk):
    order_id = desk.order(until="complete", **DRY)
    answer = call(desk, order_id)
    assert answer.status_code == 303 and answer.headers["Location"] == f"/desk/call-backs/{order_id}"

    order, entry = desk.stored(order_id), desk.journal(order_id)[-1]
    assert order.state is OrderState.CLOSED and order.call_back_due_at is None
    assert (entry.what, entry.by_id, entry.at) == ("close", desk.chen.id, NOW)
    (made,) = calls(desk, order_id)
    assert (made.outcome, made.by_id, made.at) == (CallOutcome.WELL, desk.chen.id, NOW)
    assert due(desk) == [] and "没有要回访的" in desk.page("/desk/call-backs")


@pytest.mark.both_engines
def test_what_the_owner_says_is_kept_beside_what_was_recorded_question_by_question(desk):
    order_id = desk.order(until="complete", **DRY)
    call(desk, order_id, NOT_WELL)
    (made,) = calls(desk, order_id)
    assert answers(desk, made.id) == {
        CallQuestion.COVERS: (Heard.NO, Heard.YES, False),
        CallQuestion.PRICE: (Heard.UNSURE, Heard.YES, None),
        CallQuestion.NAMED: (Heard.YES, Heard.YES, True),
        CallQuestion.CLEAN: (Heard.YES, None, None),  # nobody ticked it
        CallQuestion.SATISFIED: (Heard.NO, Heard.YES, False),
    }
    page = desk.page(f"/desk/call-backs/{order_id}")
    for words in ("穿鞋套", "没穿", "不一致", "一致", "没有记录", "龙头还在滴水", "陈静"):
        assert words in page


def test_the_technicians_ticks_are_not_shown_before_the_call(desk):
    order_id = desk.order(until="complete")
    page = desk.page("/desk/call-backs")
    assert "没有记录" not in page and "不一致" not in page and "同试" not in page
    assert page.count(" checked") == 0
    assert desk.browser.get(f"/desk/call-backs/{order_id}").status_code == 404


@pytest.mark.both_engines
def test_who_is_not_satisfied_gets_a_new_order_for_the_same_and_the_supervisor_hears_at_once(desk):
    order_id = desk.order(until="complete")
    assert call(desk, order_id, NOT_WELL).status_code == 303

    old, new = desk.stored(order_id), desk.newest()
    assert (old.state, old.call_back_due_at) == (OrderState.REWORK, None)
    assert (new.rework_of_id, new.state, new.urgent) == (order_id, OrderState.RECEIVED, False)
    assert (new.room_id, new.owner_id, new.department) == (old.room_id, old.owner_id, old.department)
    assert new.number != old.number and new.requirements == "龙头还在滴水"
    again, before = new.lines[0], old.lines[0]
    assert (again.item_id, again.quantity_milli, again.name_zh) == (before.item_id, before.quantity_milli, "更换角阀")
    assert new.price_fen == 0, "what we did not do well is put right for free"
    with desk.app.app_context():
        (told,) = db.session.scalars(select(Message).where(Message.kind == MessageKind.REWORK))
    assert (told.person_id, told.order_id) == (desk.sun.id, new.id)
    assert new.number in desk.page(f"/desk/call-backs/{order_id}")


def test_who_is_not_satisfied_is_asked_why(desk):
    order_id = desk.order(until="complete")
    answer = call(desk, order_id, NOT_WELL | {"remark": " "})
    assert answer.status_code == 422 and 'id="remark-fault"' in answer.text
    assert desk.stored(order_id).state is OrderState.CALL_BACK_DUE and desk.how_many() == 1


def test_a_question_left_out_is_named_and_what_was_answered_is_kept(desk):
    order_id = desk.order(until="complete")
    answer = call(desk, order_id, {name: said for name, said in ALL_WELL.items() if name != "clean"})
    assert answer.status_code == 422 and 'id="clean-fault"' in answer.text and answer.text.count(" checked") == 4


@pytest.mark.both_engines
def test_a_leak_is_asked_about_again_after_three_days_and_not_before(desk):
    order_id = desk.order(until="complete")
    call(desk, order_id)
    first, second = calls(desk, order_id)
    assert (first.outcome, second.round, second.outcome) == (CallOutcome.WELL, 2, None)
    assert desk.stored(order_id).state is OrderState.CALL_BACK_DUE
    assert second.due_at == desk.stored(order_id).call_back_due_at == TUESDAY_EVENING + timedelta(days=2)

    assert "三天" in call(desk, order_id).text
    with time_machine.travel(second.not_before, tick=False):
        assert call(desk, order_id).status_code == 303
    assert desk.stored(order_id).state is OrderState.CLOSED


@pytest.mark.both_engines
def test_who_does_not_answer_is_tried_again_the_next_day_and_given_up_after_three_times(desk):
    order_id = desk.order(until="complete")
    for day in range(2):
        with time_machine.travel(NOW + timedelta(days=day), tick=False):
            assert in_vain(desk, order_id).status_code == 303
            assert f"{day + 1} 次" in desk.page("/desk/call-backs")
        assert desk.stored(order_id).call_back_due_at == TUESDAY_EVENING + timedelta(days=day)
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        in_vain(desk, order_id)
        assert due(desk) == [] and "联系不上" in desk.page(f"/desk/orders/{order_id}")
    assert desk.stored(order_id).state is OrderState.CLOSED
    assert desk.journal(order_id)[-1].what == "unreachable"
    (made,) = calls(desk, order_id)
    assert (made.tries, made.outcome) == (3, CallOutcome.UNREACHABLE)


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


@pytest.mark.both_engines
def test_called_twice_is_closed_once(desk):
    order_id = desk.order(until="complete")
    form = {"version": str(desk.stored(order_id).version), **NOT_WELL}
    desk.colleague.post(f"/desk/call-backs/{order_id}", data=form)
    answer = desk.browser.post(f"/desk/call-backs/{order_id}", data=form)
    assert answer.status_code == 409 and desk.how_many() == 2


def test_what_was_due_before_calls_were_kept_can_be_called_about_all_the_same(desk):
    order_id = desk.order(until="complete", **DRY)
    with desk.app.app_context():
        db.session.delete(db.session.scalars(select(CallBack).where(CallBack.order_id == order_id)).one())
        db.session.commit()
    assert call(desk, order_id).status_code == 303
    (made,) = calls(desk, order_id)
    assert made.outcome is CallOutcome.WELL and len(answers(desk, made.id)) == 5


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


def test_the_comparison_asks_few_questions(desk, max_queries):
    order_id = desk.order(until="complete")
    call(desk, order_id, NOT_WELL)
    desk.page("/desk/call-backs")
    with max_queries(6):
        desk.page(f"/desk/call-backs/{order_id}")


def test_the_number_is_masked(desk):
    order_id = desk.order(until="complete")
    assert "13812345678" not in desk.page("/desk/call-backs")
    call(desk, order_id)
    assert "13812345678" not in desk.page(f"/desk/call-backs/{order_id}")


def test_somebody_of_another_role_sees_nothing(desk, save, signed_in):
    save(a_person("cash", Role.CASHIER))
    assert signed_in("cash").get("/desk/call-backs").status_code == 404


def test_the_comparison_is_found_again_on_the_page_of_the_order_by_supervisors_of_the_department_too(
    desk, save, signed_in
):
    order_id = desk.order(until="complete", **DRY)
    where = f"/desk/call-backs/{order_id}"
    assert where not in desk.page(f"/desk/orders/{order_id}").replace("call-backs?order=", "")
    call(desk, order_id)
    assert f'href="{where}"' in desk.supervisor.get(f"/desk/orders/{order_id}").text
    assert "没有记录" in desk.supervisor.get(where).text and "下一个" not in desk.supervisor.get(where).text
    save(a_person("wei", Role.SUPERVISOR, department=Department.CLEANING))
    assert signed_in("wei").get(where).status_code == 404


def test_a_call_about_a_visit_that_another_one_followed_is_overtaken(desk):
    order_id = desk.order(until="complete", **DRY)
    (first,) = calls(desk, order_id)
    with desk.app.app_context():
        facts = {name: getattr(first, name) for name in ("branch_id", "order_id", "technician_id", "left_at", "due_at")}
        db.session.add(CallBack(id=new_id(), reasons=frozenset(), tries=0, remark="", round=1, **facts))
        db.session.commit()
    call(desk, order_id)
    assert [one.outcome for one in calls(desk, order_id)] == [CallOutcome.OVERTAKEN, CallOutcome.WELL]


def test_an_order_that_is_done_again_names_the_one_by_which_it_is(desk):
    order_id = desk.order(until="complete")
    call(desk, order_id, NOT_WELL)
    with desk.app.app_context():
        again = db.session.scalars(select(Order).where(Order.rework_of_id == order_id)).one()
    assert again.number in desk.page(f"/desk/orders/{order_id}")
