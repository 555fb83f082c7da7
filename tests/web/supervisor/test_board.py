"""What the board shows, to whom, and how few questions it asks for that."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import event

from fieldapp.db import db
from fieldapp.domain.absence import AbsenceKind, away
from fieldapp.domain.order import HoldReason, Order
from fieldapp.domain.people import Department, Role
from fieldapp.domain.readiness import Readiness, readiness_of
from tests.builders import NOW, a_person
from tests.jobs import at
from tests.web.supervisor.conftest import NOON, somewhere_else


def test_an_order_that_nobody_has_waits_with_its_plate_and_age(morning, sun_at):
    order_id = morning.order()
    page = sun_at.get("/board").text

    assert f'data-order="{order_id}"' in page
    assert "3栋503" in page and "王女士" in page and "等 51 分" in page and "10:50–11:20" in page


def test_waiting_half_an_hour_turns_amber(morning, sun_at):
    morning.order(received_at=NOW - timedelta(minutes=29))
    htmx = {"HX-Request": "true"}
    assert 'data-tone="amber"' not in sun_at.get("/board", headers=htmx).text
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        assert 'data-tone="amber"' in sun_at.get("/board", headers=htmx).text


def test_an_emergency_lies_on_top(morning, sun_at):
    usual, urgent = morning.order(), morning.order(somewhere_else(), urgent=True, received_at=NOW)
    page = sun_at.get("/board").text
    assert page.index(str(urgent)) < page.index(str(usual)) and "data-urgent" in page


def test_each_person_is_there_with_skills_and_load(morning, sun_at):
    morning.given(morning.order(), "li")
    page = sun_at.get("/board").text

    assert 'data-person="li"' in page and 'data-person="zhao"' in page
    assert "1/6 单" in page and "20 分" in page


def test_each_job_and_each_person_carries_its_mark_once(morning, sun_at):
    order_id = morning.order()
    morning.given(order_id, "li", begins=NOW - timedelta(hours=1))
    for tray in ("unassigned", "alerts"):
        page = sun_at.get(f"/board?order={order_id}&tray={tray}").text
        assert page.count(f'data-order="{order_id}"') == 1
        assert page.count('data-person="li"') == page.count('data-person="zhao"') == 1


def test_a_visit_that_is_late_lies_among_the_alerts(morning, sun_at):
    morning.given(morning.order(), "li", begins=NOW - timedelta(hours=1))
    page = sun_at.get("/board?tray=alerts").text
    assert "还没到" in page and 'data-state="late"' in page


def test_what_is_on_hold_lies_in_its_tray_with_the_reason(morning, sun_at):
    order_id = morning.order()
    with morning.app.app_context():
        db.session.get_one(Order, order_id).hold(at(), reason=HoldReason.PART)
        db.session.commit()

    assert "等配件" in sun_at.get("/board?tray=on_hold").text
    assert str(order_id) not in sun_at.get("/board").text


def test_the_order_in_hand_offers_people_as_buttons(morning, sun_at):
    order_id = morning.order()
    page = sun_at.get(f"/board?order={order_id}").text

    assert '<button class="person__cell" form="assign" name="technician" value="li"' in page
    assert "138****5678" in page and "13812345678" not in page
    assert 'data-rank="first"' in page and "点一个人就派" in page


def test_who_has_the_order_is_not_offered_it(morning, sun_at):
    order_id = morning.order()
    morning.given(order_id, "li")
    page = sun_at.get(f"/board?order={order_id}").text
    assert 'value="li"' not in page and 'value="zhao"' in page


def test_an_order_for_tomorrow_opens_tomorrow(morning, sun_at):
    order_id = morning.order(wanted_from=NOON + timedelta(days=1))
    page = sun_at.get(f"/board?order={order_id}").text
    assert "明天 12:00" in page and "11月24日" in page


def test_repair_sees_the_engineering_reserve_and_cleaning_does_not(morning, sun_at, signed_in):
    morning.add(a_person("engine", Role.TECHNICIAN, department=Department.ENGINEERING))
    morning.add(a_person("broom", Role.SUPERVISOR, department=Department.CLEANING))

    assert 'data-person="engine"' in sun_at.get("/board").text
    assert 'data-person="engine"' not in signed_in("broom").get("/board").text


def test_who_is_away_is_not_offered_though_the_roster_says_otherwise(morning, sun_at):
    morning.save(
        away(
            morning.people["li"].id,
            at(NOW - timedelta(days=1), morning.people["sun"].id),
            begins=NOW - timedelta(hours=1),
            ends=NOW + timedelta(days=2),
            kind=AbsenceKind.SICK,
        )
    )
    page = sun_at.get(f"/board?order={morning.order()}").text
    assert "请假到" in page
    with morning.app.app_context():
        ready = readiness_of(db.session(), [person.id for person in morning.people.values()], NOW)
        assert ready[morning.people["li"].id] is Readiness.OFF_DUTY
        assert ready[morning.people["zhao"].id] is not Readiness.OFF_DUTY


def test_other_departments_orders_are_not_on_the_board(morning, signed_in):
    order_id = morning.order()
    morning.add(a_person("broom", Role.SUPERVISOR, department=Department.CLEANING))
    assert str(order_id) not in signed_in("broom").get("/board").text


def test_htmx_gets_the_board_alone(morning, sun_at):
    answer = sun_at.get("/board", headers={"HX-Request": "true"}).text
    assert 'id="board"' in answer and "<html" not in answer


@pytest.mark.parametrize(
    "broken",
    [
        *("order=x", "tray=x", "reach=x", "day=x", "begins=x", "just=x"),
        *("day=9999-12-31", "day=0001-01-01", "reach=day&day=9999-12-31", "begins=9999-12-31T23:59"),
    ],
)
def test_a_broken_address_is_as_if_it_said_nothing(morning, sun_at, broken):
    assert sun_at.get(f"/board?{broken}").status_code == 200


@pytest.mark.parametrize("orders", [10, 1000])
def test_the_board_asks_as_little_for_a_thousand_orders_as_for_ten(morning, sun_at, max_queries, orders):
    order_id = morning.order()
    morning.orders(orders)
    sun_at.get("/board")

    for page in (f"?order={order_id}", f"?order={order_id}&reach=day&day=2026-11-26", f"/week?order={order_id}"):
        with max_queries(8):
            assert sun_at.get(f"/board{page}").status_code == 200


@pytest.mark.parametrize(
    ("table", "index"),
    [
        ("service_order", "ix_service_order_open (branch_id=? AND department=?)"),
        ("visit", "ix_visit_technician_id (technician_id=? AND ended_at"),
        ("question", "ix_question_open (branch_id=? AND answered_at=?)"),
        ("journal", "ix_journal_branch_id (branch_id=?)"),
    ],
)
def test_what_the_board_asks_is_found_by_an_index(morning, sun_at, table, index):
    asked = []
    with morning.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda _c, _d, words, values, *_: asked.append((words, values)))
    sun_at.get("/board")

    (question,) = [one for one in asked if f"\nFROM {table}" in one[0] or f"FROM {table} ORDER" in one[0]]
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question[0]}", question[1])
        steps = [row[3] for row in plan]
    assert [step for step in steps if index in step]
    assert not [step for step in steps if step.startswith(f"SEARCH {table}") and index not in step]


def test_what_is_done_again_says_whom_it_follows(morning, sun_at, max_queries):
    first, again = morning.order(), morning.order(somewhere_else())
    morning.given(first, "li")
    with morning.app.app_context():
        db.session.get_one(Order, again).rework_of_id = first
        number = db.session.get_one(Order, first).number
        db.session.commit()
    sun_at.get("/board")
    with max_queries(9):
        page = sun_at.get(f"/board?order={again}").text
    assert page.count(f"返修 {number}，李建国") == 2, "on the card and beside the order in hand"
