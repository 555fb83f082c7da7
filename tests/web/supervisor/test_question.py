"""Can we, and what does it cost: the answer from the lane (4.2.3, 4.3.3)."""

import pytest

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.capability import Question, ask
from fieldapp.domain.order import Order
from fieldapp.domain.people import Department, Role
from tests.builders import a_person
from tests.jobs import at


@pytest.fixture
def question_id(morning):
    order_id = morning.order()
    with morning.app.app_context():
        order = db.session.get_one(Order, order_id)
        asker = morning.people["li"].id
        asked = ask(order, at(by_id=asker), id=new_id(), words="柜板防水条加固", by_id=asker)
        db.session.add(asked)
        db.session.commit()
        return asked.id


@pytest.fixture
def stored(morning, question_id):
    def stored() -> Question:
        with morning.app.app_context():
            return db.session.get_one(Question, question_id)

    return stored


def test_a_question_waits_with_a_price_field_and_two_answers(sun_at, question_id):
    page = sun_at.get("/board").text
    assert "李建国问价" in page and "柜板防水条加固" in page and "能做" in page and "做不了" in page


def test_yes_needs_a_price(sun_at, question_id, stored):
    answer = sun_at.post(f"/board/questions/{question_id}/answer", data={"can": "yes", "price": ""})
    assert answer.status_code == 422 and stored().answered_at is None


def test_yes_with_a_price_is_the_answer(sun_at, question_id, stored):
    answer = sun_at.post(f"/board/questions/{question_id}/answer", data={"can": "yes", "price": "35.50"})
    assert answer.status_code == 303
    assert (stored().can, stored().price_fen) == (True, 3550)


def test_no_needs_the_reason_that_the_owner_will_hear(sun_at, question_id, stored):
    path = f"/board/questions/{question_id}/answer"
    assert sun_at.post(path, data={"can": "no"}).status_code == 422
    assert sun_at.post(path, data={"can": "no", "reason": "没有这种胶条"}).status_code == 303
    assert (stored().can, stored().reason) == (False, "没有这种胶条")


def test_answered_it_does_not_wait_any_more(sun_at, question_id):
    sent = {"can": "yes", "price": "35"}
    answer = sun_at.post(f"/board/questions/{question_id}/answer", data=sent, headers={"HX-Request": "true"})
    assert "李建国问价" not in answer.text and "已答复" in answer.text


def test_the_second_answer_is_refused(sun_at, question_id, stored):
    sun_at.post(f"/board/questions/{question_id}/answer", data={"can": "yes", "price": "35"})
    again = sun_at.post(f"/board/questions/{question_id}/answer", data={"can": "yes", "price": "99"})
    assert again.status_code == 422 and stored().price_fen == 3500


def test_another_departments_question_is_nobodys(morning, signed_in, question_id):
    morning.add(a_person("broom", Role.SUPERVISOR, department=Department.CLEANING))
    answer = signed_in("broom").post(f"/board/questions/{question_id}/answer", data={"can": "yes", "price": "1"})
    assert answer.status_code == 404


def test_nobody_is_sent_before_the_answer(morning, sun_at, question_id, stored):
    order_id = stored().order_id
    sent = {"technician": "li", "version": morning.version(order_id)}
    answer = sun_at.post(f"/board/orders/{order_id}/assignments", data=sent)
    assert answer.status_code == 422 and "主管还没答复" in answer.text
    assert "先答复能不能做" in sun_at.get(f"/board?order={order_id}").text


def test_an_emergency_does_not_wait_for_the_answer(morning, sun_at, question_id, stored):
    with morning.app.app_context():
        order = db.session.get_one(Order, stored().order_id)
        order.urgent = True
        db.session.commit()
    sent = {"technician": "li", "version": morning.version(order.id), "anyway": "yes"}
    assert sun_at.post(f"/board/orders/{order.id}/assignments", data=sent).status_code == 303
