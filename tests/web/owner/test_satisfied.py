"""Was the owner satisfied? Answered once by the copy's link; who is not is called at once (3.1)."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.call_back import CallBack, CallReason
from fieldapp.domain.course import OrderState
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.owner_answer import OwnerAnswer
from fieldapp.domain.timeline import newest_entry
from tests.builders import NOW

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def visit(doorstep):
    return doorstep.stored(doorstep.visit("complete"))


@pytest.fixture
def where(visit):
    return f"/copy/{visit.signature.copy_token}"


def answer(client, where, satisfied="no", words="地上有水", **more):
    with time_machine.travel(LATER, tick=False):
        return client.post(where, data={"satisfied": satisfied, "words": words}, **more)


def calls(app, order_id):
    with app.app_context():
        return list(db.session.scalars(select(CallBack).where(CallBack.order_id == order_id).order_by(CallBack.round)))


def said(app):
    with app.app_context():
        return [(one.satisfied, one.words, one.at) for one in db.session.scalars(select(OwnerAnswer))]


@pytest.mark.both_engines
def test_who_is_not_satisfied_is_called_at_once_and_the_call_says_why(doorstep, client, visit, where):
    assert answer(client, where).status_code == 303
    order = doorstep.stored(visit.id).order
    assert order.call_back_due_at == LATER and order.state is OrderState.CALL_BACK_DUE
    (call,) = calls(doorstep.app, order.id)
    assert CallReason.OWNER in call.reasons and call.due_at == LATER
    assert said(doorstep.app) == [(False, "地上有水", LATER)]


def test_who_is_satisfied_is_thanked_and_called_when_it_was_due(doorstep, client, visit, where):
    before = doorstep.stored(visit.id).order
    answer(client, where, "yes", "")
    after = doorstep.stored(visit.id).order
    assert (after.call_back_due_at, after.version) == (before.call_back_due_at, before.version)
    page = client.get(where).text
    assert "谢谢" in page and 'name="satisfied"' not in page


@pytest.mark.both_engines
def test_it_is_answered_once(doorstep, client, where):
    answer(client, where)
    assert answer(client, where, "yes", "算了").status_code == 303
    assert [one[:2] for one in said(doorstep.app)] == [(False, "地上有水")]


@pytest.mark.both_engines
def test_an_order_that_is_closed_already_is_called_about_after_all(doorstep, client, visit, where):
    with doorstep.app.app_context():
        order = db.session.get_one(Order, visit.order_id)
        order.close(Act.here(by_id=doorstep.chen.id, now=NOW))
        db.session.commit()
    answer(client, where)
    order = doorstep.stored(visit.id).order
    assert (order.state, order.call_back_due_at) == (OrderState.CALL_BACK_DUE, LATER)
    *_, call = calls(doorstep.app, order.id)
    assert (call.round, call.reasons, call.technician_id) == (2, {CallReason.OWNER}, doorstep.li.id)
    with doorstep.app.app_context():
        assert db.session.execute(newest_entry(order.id)).one().what == "owner_not_content"


def test_what_the_owner_wrote_is_on_no_call_sheet_before_the_questions_were_asked(
    doorstep, client, visit, where, signed_in
):
    answer(client, where)
    desk = signed_in("chen")
    with time_machine.travel(LATER, tick=False):
        sheet = desk.get("/desk/call-backs").text
        assert "请马上回访" in sheet and "地上有水" not in sheet
        heard = dict.fromkeys(("covers", "price", "named", "clean"), "yes") | {"satisfied": "no", "remark": "有水"}
        order = doorstep.stored(visit.id).order
        desk.post(f"/desk/call-backs/{order.id}", data=heard | {"version": str(order.version)})
        assert "地上有水" in desk.get(f"/desk/call-backs/{order.id}").text


def test_a_choice_that_was_not_made_is_asked_for_and_the_words_are_kept(client, where):
    page = client.post(where, data={"words": "还行吧"})
    assert page.status_code == 422 and "还行吧" in page.text and page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.both_engines
@pytest.mark.parametrize("wrong", ["0" * 32, "x", "0123%00"])
def test_a_wrong_token_answers_nothing(doorstep, client, wrong):
    assert client.post(f"/copy/{wrong}", data={"satisfied": "no"}).status_code == 404
    assert said(doorstep.app) == []


def test_after_thirty_days_nothing_is_asked_any_more(doorstep, client, where):
    with time_machine.travel(NOW + timedelta(days=30, seconds=1), tick=False):
        assert client.post(where, data={"satisfied": "no"}).status_code == 410
    assert said(doorstep.app) == []


def test_who_tries_many_tokens_is_slowed_down(doorstep, client):
    tried = [client.post(f"/copy/{number:032x}").status_code for number in range(31)]
    assert tried == [404] * 30 + [429]
