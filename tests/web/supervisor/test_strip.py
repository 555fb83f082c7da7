"""People × time: ways, what nobody knows, who is not there, any day; and a time that the supervisor chooses (4.3.2)."""

from datetime import timedelta

import pytest

from fieldapp.db import db
from fieldapp.domain.absence import AbsenceKind, away
from fieldapp.domain.course import OrderState
from fieldapp.domain.people import Role
from fieldapp.domain.visit import Visit
from tests.builders import NOW, a_person
from tests.jobs import at
from tests.pages import forms
from tests.web.supervisor.conftest import NOON, somewhere_else
from tests.web.supervisor.test_assignment import HTMX, give
from tests.web.supervisor.test_phones import cell


def absent(morning, login, begins, ends):
    said = at(NOW - timedelta(days=1), morning.people["sun"].id)
    morning.save(away(morning.people[login].id, said, begins=begins, ends=ends, kind=AbsenceKind.LEAVE))


def test_the_way_to_a_job_is_a_stretch_of_its_own_with_words(morning, sun_at):
    morning.given(morning.order(), "li", begins=NOON - timedelta(minutes=30))
    morning.given(morning.order(somewhere_else()), "li")
    page = sun_at.get("/board").text
    assert page.count('class="foot-way"') == 1 and 'aria-label="步行 5 分到 6-606"' in page
    assert "2/6 单" in page and "45 分" in cell(page, "li"), "two jobs and the way between"


def test_jobs_that_cannot_both_be_kept_are_named_beside_the_person(morning, sun_at):
    morning.given(morning.order(), "li", begins=NOON - timedelta(minutes=22))
    morning.given(morning.order(somewhere_else()), "li")
    page = sun_at.get("/board").text
    assert "3栋503 和 6栋606 差 3 分" in cell(page, "li") and 'class="foot-way" data-state="short"' in page


def test_a_length_that_nobody_knows_is_amber_and_its_own_number(morning, sun_at):
    morning.nobody_knows_how_long()
    morning.given(morning.order(), "li")
    waits = morning.order(somewhere_else())
    page = sun_at.get(f"/board?order={waits}").text
    assert "1 单时长不详" in cell(page, "li") and 'data-length="unknown"' in page
    assert page.count("时长不详，按 20 分算") == 2, "on the bar and beside the order in hand"


def test_yesterday_shows_what_was_done_then(morning, sun_at):
    order_id = morning.order()
    morning.given(order_id, "li", begins=NOW - timedelta(days=1))
    with morning.app.app_context():
        visit = db.session.query(Visit).one()
        visit.arrived_at, visit.ended_at = NOW - timedelta(hours=24), NOW - timedelta(hours=23)
        visit.outcome = "done"
        db.session.commit()
    assert f'data-order="{order_id}"' in sun_at.get("/board?reach=day&day=2026-11-22").text
    assert f'data-order="{order_id}"' not in sun_at.get("/board?reach=day&day=2026-11-21").text


def test_the_days_near_by_are_plain_links_and_any_other_a_plain_form(morning, sun_at):
    order_id = morning.order()
    page = sun_at.get(f"/board?order={order_id}").text
    for words, day in {"昨天": "2026-11-22", "今天": "2026-11-23", "明天": "2026-11-24"}.items():
        assert f"day={day}" in page.split(f">{words}</a>")[0].rsplit("<a ", 1)[1]
    (form,) = [form for form in forms(page) if form.action == "/board"]
    assert form.fields == {"order": str(order_id), "tray": "unassigned", "reach": "day", "day": "2026-11-23"}


def test_today_is_no_date_in_an_address_that_stays_open_over_night(morning, sun_at):
    assert "day=2026-11-23" not in sun_at.get("/board").text.split('class="reach"')[1].split("昨天")[0]


def test_who_looks_at_friday_still_knows_who_is_free_on_monday(morning, sun_at):
    page = sun_at.get(f"/board?order={morning.order()}&reach=day&day=2026-11-27").text
    assert "11月27日 周五" in page and "今天 10:50" in page
    assert "不在岗" not in page.split('class="suggestions"')[1].split("没有水工技能")[0]


def test_a_shift_that_nobody_entered_is_amber_and_not_off_duty(morning, sun_at):
    morning.add(a_person("new", Role.TECHNICIAN))
    told = cell(sun_at.get("/board").text, "new")
    assert "没有排班" in told and 'data-tone="amber"' in told
    assert "没有排班" in give(sun_at, morning, morning.order(), "new").text


def test_an_absence_is_named_as_one_and_hatches_its_hours(morning, sun_at):
    absent(morning, "li", NOON, NOON + timedelta(hours=9))
    order_id = morning.order(wanted_from=NOON)
    page = sun_at.get("/board?reach=day").text
    assert "请假到 21:00" in page.split('data-person="li"')[1].split('data-person="zhao"')[0]
    assert "请假到 21:00" in give(sun_at, morning, order_id).text


def test_a_chosen_time_is_the_appointment(morning, sun_at):
    order_id = morning.order()
    page = sun_at.get(f"/board?order={order_id}&begins=2026-11-23T11:00").text
    assert '<option value="2026-11-23T11:00" selected>' in page and "今天 11:00–11:20" in page

    give(sun_at, morning, order_id, begins="2026-11-23T11:00")

    with morning.app.app_context():
        assert db.session.query(Visit).one().planned_from == NOON - timedelta(hours=1)


@pytest.mark.parametrize("headers", [None, HTMX], ids=["plain", "htmx"])
def test_what_is_in_the_way_of_a_chosen_time_is_named_before_and_the_time_is_kept(morning, sun_at, headers):
    order_id = morning.order()
    asked = give(sun_at, morning, order_id, begins="2026-11-23T14:00", headers=headers)
    assert "超出约定时间" in asked.text and morning.state(order_id) == (OrderState.RECEIVED, None)

    (form,) = [form for form in forms(asked.text) if "anyway" in form.fields]
    assert form.fields["begins"] == "2026-11-23T14:00"
    sun_at.post(form.action, data=form.fields)
    assert morning.state(order_id) == (OrderState.ASSIGNED, "li")
    assert "14:00–14:20" in sun_at.get("/board?reach=day").text


def test_a_time_that_has_passed_is_refused_in_words(morning, sun_at):
    order_id = morning.order()
    answer = give(sun_at, morning, order_id, begins="2026-11-23T09:00", anyway="yes")
    assert answer.status_code == 422 and "这个时间已经过了" in answer.text
    assert morning.state(order_id) == (OrderState.RECEIVED, None)


def test_after_an_assignment_the_board_stays_on_the_day_that_was_looked_at(morning, sun_at):
    order_id = morning.order()
    data = {"technician": "li", "version": morning.version(order_id), "begins": "2026-11-24T10:00", "anyway": "yes"}
    morning.on_duty(morning.people["li"], begins=NOW + timedelta(hours=22))
    answer = sun_at.post(f"/board/orders/{order_id}/assignments?reach=day&day=2026-11-24", data=data)
    back = sun_at.get(answer.headers["Location"]).text
    assert f'data-order="{order_id}"' in back and "10:00–10:20" in back and "撤销" in back


def test_the_phone_of_whoever_is_suggested_is_told_in_amber_without_being_in_the_way(morning, sun_at):
    order_id = morning.order()
    assert "手机还没连过" in sun_at.get(f"/board?order={order_id}").text.split('class="suggestions"')[1]
    assert give(sun_at, morning, order_id).status_code == 303


def test_the_number_of_a_room_may_stand_below_its_building_and_is_not_cut_off(morning, sun_at):
    order_id = morning.order(wanted_from=NOON)
    morning.given(order_id, "li")
    assert '<b class="slot__room">3-<wbr>503</b>' in sun_at.get("/board").text
