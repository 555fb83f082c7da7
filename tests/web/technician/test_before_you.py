"""Whoever comes second sees what the first one did, and both are told that the order was moved."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.assignment import assign, newest_assignment
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person
from fieldapp.domain.recall import recall
from fieldapp.domain.visit import Visit
from fieldapp.domain.visit_sheet import visit_at_work
from tests.builders import NOW, an_owner
from tests.jobs import COURSE, PROCEDURE_ID, a_line, an_order, at, press
from tests.pages import forms

EARLIER = NOW - timedelta(minutes=20)


@pytest.fixture
def order_id(day):
    """An order that Zhao has had for a while."""
    order = an_order(an_owner(), a_line(day.item), by=day.chen)
    order.branch, order.site = day.branch, day.site
    day.save(order)
    give(day, order.id, "zhao", NOW - timedelta(hours=1))
    return order.id


def give(day, order_id, login, moment, reason="离得近"):
    with day.app.app_context():
        order = db.session.get_one(Order, order_id)
        to = db.session.scalars(select(Person).where(Person.login == login)).one()
        current = db.session.scalars(newest_assignment(order_id)).one_or_none()
        given = assign(
            order,
            to,
            at(moment, day.chen.id),
            current=current,
            procedure_id=PROCEDURE_ID,
            begins=NOW,
            ends=NOW + timedelta(minutes=30),
            reason=reason if current else "",
        )
        db.session.add(given)
        db.session.commit()
        return given.visit_id


def does(day, order_id, login, until, moment=EARLIER):
    """This technician goes that far, a minute for each press."""
    with day.app.app_context():
        asked = select(Visit.id).join(Person, Person.id == Visit.technician_id)
        visit_id = db.session.scalars(asked.where(Visit.order_id == order_id, Person.login == login)).one()
        visit = db.session.scalars(visit_at_work(visit_id)).unique().one()
        for nth, step in enumerate(COURSE[: COURSE.index(until) + 1]):
            press(visit, step, at(moment + timedelta(minutes=nth), visit.technician_id))
        db.session.commit()


@pytest.mark.both_engines
def test_the_second_one_reads_what_the_first_one_did(day, order_id):
    does(day, order_id, "zhao", "price")
    page = day.shown(give(day, order_id, "li", NOW - timedelta(minutes=2)))

    assert "赵强在您之前来过，10:23–10:30" in page
    assert "穿鞋套" in page and "问候" in page and "已同意，¥15" in page


def test_who_never_came_to_the_door_was_not_here(day, order_id):
    does(day, order_id, "zhao", "set_out")
    assert "来过" not in day.shown(give(day, order_id, "li", NOW))


def test_nobody_was_here_before_the_first_one(day):
    assert "来过" not in day.shown(day.job(until="enter"))


def test_the_first_one_does_not_see_the_second_one_s_page(day, order_id):
    visit_id = give(day, order_id, "li", NOW)
    assert day.others_phone.get(f"/my/visits/{visit_id}").status_code == 404


def test_a_step_that_was_ticked_again_is_told_once(day, order_id):
    does(day, order_id, "zhao", "covers")
    does(day, order_id, "zhao", "covers", EARLIER + timedelta(minutes=5))
    page = day.shown(give(day, order_id, "li", NOW))
    assert page.split('class="fold before"')[1].split("</details>")[0].count("穿鞋套") == 1


def test_the_number_of_questions_does_not_grow_with_what_was_done_before(day, order_id, max_queries):
    does(day, order_id, "zhao", "price")
    visit_id = give(day, order_id, "li", NOW)
    day.shown(visit_id)
    with max_queries(8) as asked:
        day.shown(visit_id)
    assert len([one for one in asked if "journal" in one]) == 1


@pytest.mark.both_engines
def test_both_are_told_that_it_was_moved(day, order_id):
    does(day, order_id, "zhao", "enter")
    give(day, order_id, "li", NOW - timedelta(minutes=1), reason="离得近")

    hers, his = day.phone.get("/my").text, day.others_phone.get("/my").text
    assert "3栋503 现在归您了：10:40 以前是赵强的" in hers and "原因：离得近" in hers
    assert "3栋503 10:40 转给李建国了" in his and "您记的 7 条在公司，记在您名下。" in his
    assert not [form for form in forms(his) if "read" in form.action], "reading it is nothing to send"


def test_once_taken_it_is_no_news_any_more(day, order_id):
    visit_id = give(day, order_id, "li", NOW)
    day.press(visit_id, "arrive")
    assert "现在归您了" not in day.phone.get("/my").text


def test_an_order_that_nobody_needs_to_go_to_says_so(day, order_id):
    does(day, order_id, "zhao", "set_out")
    with day.app.app_context():
        order = db.session.get_one(Order, order_id)
        recall(order, db.session.scalars(newest_assignment(order_id)).one(), at(NOW, day.chen.id))
        order.cancel(at(NOW, day.chen.id), why="业主不需要了")
        db.session.commit()
    assert "不用去 3栋503 了：已取消" in day.others_phone.get("/my").text


def test_what_was_given_away_by_mistake_comes_back_with_a_word(day, order_id):
    give(day, order_id, "li", NOW)
    with day.app.app_context():
        db.session.scalars(newest_assignment(order_id)).one().undo(
            db.session.get_one(Order, order_id), at(NOW + timedelta(seconds=5), day.chen.id)
        )
        db.session.commit()
    assert "3栋503 10:41 又归您了" in day.others_phone.get("/my").text
    assert "3栋503" not in day.phone.get("/my").text


def test_a_day_with_news_is_sent_although_the_jobs_are_the_same(day, order_id):
    tag = day.phone.get("/my").headers["ETag"]
    give(day, order_id, "li", NOW)
    give(day, order_id, "zhao", NOW)
    answer = day.phone.get("/my", headers={"If-None-Match": tag})
    assert answer.status_code == 200 and "3栋503 10:41 转给赵强了" in answer.text
