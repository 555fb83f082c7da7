"""Five questions asked blind, compared with what was recorded, and what comes of the answers (3.1, 4.1.2)."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.call_back import CallBack, CallOutcome
from fieldapp.domain.call_sheet import CallQuestion, Heard
from fieldapp.domain.calling_back import order_to_call
from fieldapp.domain.course import OrderState
from fieldapp.domain.journal import Act
from fieldapp.domain.message import Message, MessageKind
from fieldapp.domain.order import Order
from fieldapp.domain.owner_answer import owner_answer
from fieldapp.domain.people import Department, Role
from fieldapp.domain.signature import Signature
from tests.builders import BRANCH_ID, NOW, a_person
from tests.web.desk.calling import ALL_WELL, DRY, NOT_WELL, TUESDAY_EVENING, answers, call, calls, due, in_vain

pytestmark = pytest.mark.usefixtures("many_orders_before")


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


def test_the_comparison_asks_few_questions(desk, max_queries):
    order_id = desk.order(until="complete")
    call(desk, order_id, NOT_WELL)
    desk.page("/desk/call-backs")
    with max_queries(6):
        desk.page(f"/desk/call-backs/{order_id}")


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


@pytest.mark.parametrize(
    ("words", "asked"), [("地上有水", "地上有水"), ("", "业主在电子单据上写了不满意。")], ids=["why", "no words"]
)
def test_who_wrote_that_they_are_not_satisfied_and_does_not_answer_gets_it_done_again(desk, words, asked):
    order_id = desk.order(until="complete")
    with desk.app.app_context():
        signature = db.session.scalars(select(Signature).where(Signature.order_id == order_id)).one()
        order = db.session.scalars(order_to_call(order_id, BRANCH_ID)).unique().one()
        act = Act.here(by_id=None, now=NOW)
        owner_answer(db.session(), signature, None, order, act, satisfied=False, words=words)
        db.session.commit()
    answer = in_vain(desk, order_id)
    old, new = desk.stored(order_id), desk.newest()
    assert (old.state, new.rework_of_id, new.requirements) == (OrderState.REWORK, order_id, asked)
    (made,) = calls(desk, order_id)
    assert (made.outcome, made.tries) == (CallOutcome.REWORK, 1)
    with desk.app.app_context():
        (told,) = db.session.scalars(select(Message).where(Message.kind == MessageKind.REWORK))
    assert (told.person_id, told.order_id) == (desk.sun.id, new.id)
    page = desk.page(answer.headers["Location"])
    assert new.number in page and "没有人接" in page


def test_a_slip_to_nobody_answers_loses_no_answer_that_was_given(desk):
    order_id = desk.order(until="complete", **DRY)
    half = {"covers": "no", "remark": "地上有水"}
    again = call(desk, order_id, half, where="/in-vain")
    assert again.status_code == 422 and 'name="covers" value="no" checked' in again.text and "地上有水" in again.text
    assert calls(desk, order_id)[0].tries == 0
    assert 'name="sure" value="yes"' in again.text
    assert call(desk, order_id, half | {"sure": "yes"}, where="/in-vain").status_code == 303
    assert calls(desk, order_id)[0].tries == 1


def test_without_a_script_whatever_leads_away_from_the_sheet_opens_beside_it(desk):
    order_id, other = desk.order(until="complete"), desk.order(until="complete")
    page = desk.page(f"/desk/call-backs?order={order_id}")
    assert f'target="_blank" href="/desk/orders/{order_id}"' in page
    assert f'target="_blank" href="/desk/call-backs?order={other}"' in page
    assert f'class="side-row" href="/desk/call-backs?order={order_id}"' in page
    assert 'form="call-sheet" formaction' in page
