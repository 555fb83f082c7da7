"""People × seven days: what is planned against the hours there, what is missing, and the way to each day (4.3.2)."""

from datetime import date, timedelta

import pytest

from fieldapp.db import db
from fieldapp.domain.absence import AbsenceKind, away
from fieldapp.domain.holiday import Holiday
from fieldapp.domain.people import Department, Role
from tests.builders import BRANCH_ID, NOW, a_person
from tests.jobs import at
from tests.web.supervisor.conftest import NOON, somewhere_else


def row(page, login):
    return page.split(f'id="week-{login}"')[1].split("</tr>")[0]


def days(page, login):
    """The seven cells of a person."""
    return row(page, login).split("<td")[1:]


def test_each_day_says_what_is_planned_against_the_hours_there(morning, sun_at):
    morning.given(morning.order(), "li", begins=NOON - timedelta(minutes=30))
    morning.given(morning.order(somewhere_else()), "li")
    monday = days(sun_at.get("/board/week").text, "li")[0]
    assert "2 单" in monday and "45 分 / 8 小时" in monday
    assert 'aria-label="李建国，11月23日 周一: 2 单，45 分 / 8 小时"' in monday
    assert '<progress class="bar-line" value="45" max="480"' in monday


@pytest.mark.both_engines
def test_what_nobody_knows_the_length_of_is_counted_in_amber(morning, sun_at):
    morning.nobody_knows_how_long()
    morning.given(morning.order(), "li")
    morning.given(morning.order(somewhere_else()), "li", begins=NOON + timedelta(hours=1))
    page = sun_at.get("/board/week").text
    monday = days(page, "li")[0]
    assert "2 单时长不详" in monday and "week__warning" in monday and "空 8 小时" not in monday
    assert "2 单时长不详" in row(page, "li").split("<td")[0], "and in the sum of the week"


def test_a_day_off_an_absence_and_a_shift_that_nobody_entered_are_three_things(morning, sun_at):
    morning.on_duty(morning.people["li"], begins=NOW + timedelta(hours=22))
    said = at(NOW, morning.people["sun"].id)
    noon = NOON + timedelta(days=1)
    morning.save(away(morning.people["li"].id, said, begins=noon, ends=noon + timedelta(days=3), kind=AbsenceKind.SICK))
    page = sun_at.get("/board/week").text
    _monday, tuesday, wednesday, *_rest, sunday = days(page, "li")
    assert "12:00 起请假" in tuesday and "请假" in wednesday and 'data-state="absent"' in wednesday
    assert "没有排班" in sunday and "week__warning" in sunday
    assert "不在岗" in days(page, "zhao")[1]


def test_a_cell_leads_to_its_day_with_the_order_in_hand(morning, sun_at):
    order_id = morning.order()
    friday = days(sun_at.get(f"/board/week?order={order_id}").text, "li")[4]
    assert f'href="/board?order={order_id}&amp;reach=day&amp;day=2026-11-27"' in friday


def test_what_nobody_has_stands_under_the_day_it_is_wanted_and_the_rest_is_told(morning, sun_at):
    morning.order(wanted_from=NOON + timedelta(days=2))
    morning.order(somewhere_else(), wanted_from=None)
    page = sun_at.get("/board/week").text
    assert 'aria-label="待派，11月25日 周三: 1 单，20 分"' in page and "1 单没说哪天，还没派" in page


def test_holidays_stand_over_their_day(morning, sun_at):
    with morning.app.app_context():
        db.session.add(Holiday(branch_id=BRANCH_ID, day=date(2026, 11, 26), name="感恩日"))
        db.session.commit()
    assert "感恩日" in sun_at.get("/board/week").text and "感恩日" not in sun_at.get("/board/week?day=2026-12-03").text


def test_the_week_begins_on_monday_whichever_of_its_days_is_asked_for(morning, sun_at):
    for day in ("2026-11-23", "2026-11-29"):
        assert "11月23日 周一 起的一周" in sun_at.get(f"/board/week?day={day}").text
    assert sun_at.get("/board/week?day=x").status_code == 200


def test_other_departments_have_weeks_of_their_own(morning, signed_in):
    morning.given(morning.order(), "li")
    morning.add(a_person("broom", Role.SUPERVISOR, department=Department.CLEANING))
    page = signed_in("broom").get("/board/week").text
    assert 'id="week-li"' not in page and "1 单" not in page


def test_htmx_gets_the_week_alone(morning, sun_at):
    answer = sun_at.get("/board/week", headers={"HX-Request": "true"}).text
    assert 'id="week"' in answer and "<html" not in answer
