"""What the board says of people's phones: how much waits, since when, and what may be lost."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from fieldapp.db import db
from fieldapp.domain.alarm import Alarm, AlarmKind
from fieldapp.domain.base import new_id
from fieldapp.domain.device import Device
from fieldapp.domain.people import Department, Role
from fieldapp.domain.subscription import Subscription
from fieldapp.web import live
from tests.builders import BRANCH_ID, NOW, a_person
from tests.web.supervisor.conftest import somewhere_else

HTMX = {"HX-Request": "true"}


@pytest.fixture
def phone(morning):
    def phone(login="li", *, heard=NOW - timedelta(minutes=1), **told) -> UUID:
        """The phone of this person, of which we heard a minute ago unless the test says otherwise."""
        usual = {"first_seq": 1, "checked_seq": 1, "offset_ms": 0, "min_seq": 1, "waiting": 0, "tray": 0}
        device = Device(
            id=new_id(), person_id=morning.people[login].id, first_heard_at=heard, heard_at=heard, **usual | told
        )
        morning.save(device)
        return device.id

    return phone


@pytest.fixture
def alarm(morning):
    def alarm(kind=AlarmKind.HOLE, login="li", **facts) -> UUID:
        told = facts or {"missing": [17, 18], "count": 2}
        person = morning.people[login].id
        return morning.save(
            Alarm(
                id=new_id(),
                branch_id=BRANCH_ID,
                person_id=person,
                device=new_id(),
                kind=kind,
                facts=told,
                raised_at=NOW - timedelta(minutes=3),
            )
        )

    return alarm


def cell(page, login):
    return page.split(f'data-person="{login}"')[1].split('<svg class="strip"')[0]


@pytest.mark.both_engines
def test_what_waits_is_told_with_its_age_and_the_last_contact(morning, sun_at, phone):
    phone(heard=NOW - timedelta(hours=1), waiting=3, oldest_at=NOW - timedelta(minutes=14))
    told = cell(sun_at.get("/board").text, "li")
    assert "还有 3 条未传" in told and "最早 14 分钟前" in told and "最后联系 09:41" in told
    assert 'data-state="poor"' in told and 'aria-label="手机要看一下"' in told


def test_the_oldest_is_counted_by_our_clock_not_by_the_phone_s(morning, sun_at, phone):
    ahead = timedelta(hours=3)
    phone(waiting=1, oldest_at=NOW + ahead - timedelta(minutes=2), offset_ms=-int(ahead.total_seconds() * 1000))
    told = cell(sun_at.get("/board").text, "li")
    assert "最早 2 分钟前" in told and "时钟快 3 小时" in told


def test_a_phone_with_nothing_to_tell_has_only_its_sign(morning, sun_at, phone):
    phone()
    a_tested_phone(morning, "li")
    told = cell(sun_at.get("/board").text, "li")
    assert 'data-state="ready"' in told and 'aria-label="手机正常"' in told and "person__told" not in told


def test_no_phone_is_green_whose_owner_cannot_be_called(morning, sun_at, phone):
    phone()
    told = cell(sun_at.get("/board").text, "li")
    assert 'data-state="heard"' in told and 'aria-label="最近有联系"' in told and 'data-call="no_way"' in told
    assert 'data-state="ready"' not in told and "手机正常" not in told


def test_what_waits_for_a_moment_is_told_without_alarm(morning, sun_at, phone):
    phone(waiting=1, oldest_at=NOW - timedelta(minutes=1))
    a_tested_phone(morning, "li")
    told = cell(sun_at.get("/board").text, "li")
    assert "还有 1 条未传" in told and 'data-state="ready"' in told


def test_a_silent_phone_is_silent_in_words(morning, sun_at, phone):
    phone(heard=NOW - timedelta(hours=2))
    page = sun_at.get("/board").text
    assert "08:41 起没有消息" in cell(page, "li") and 'data-state="silent"' in cell(page, "li")
    assert "手机还没连过" in cell(page, "zhao")


def test_nobody_off_duty_is_called_silent(morning, sun_at):
    morning.add(a_person("late", Role.TECHNICIAN))
    assert "手机还没连过" not in cell(sun_at.get("/board").text, "late")


def test_of_two_phones_the_one_heard_of_last_counts(morning, sun_at, phone):
    phone(heard=NOW - timedelta(hours=5), waiting=9, oldest_at=NOW - timedelta(hours=6))
    phone(waiting=1, oldest_at=NOW)
    page = sun_at.get("/board").text
    assert "还有 1 条未传" in page and "9 条" not in page and page.count('data-person="li"') == 1


def test_what_was_refused_on_the_phone_is_told(morning, sun_at, phone):
    phone(tray=2)
    assert "2 条被退回" in cell(sun_at.get("/board").text, "li")


def test_entries_that_are_missing_are_an_alert_with_what_to_do(morning, sun_at, alarm):
    alarm()
    page = sun_at.get("/board?tray=alerts").text
    assert "李建国的手机：缺 2 条记录" in page and "补记到单子上" in page and "已核实" in page
    assert '预警 <span class="tray__count" data-tone="amber">1</span>' in page


def test_a_new_phone_while_the_old_one_had_something_is_an_alert(morning, sun_at, alarm):
    heard = (NOW - timedelta(hours=1)).isoformat()
    alarm(AlarmKind.WIPED, waiting=3, heard_at=heard)
    page = sun_at.get("/board?tray=alerts").text
    assert "李建国换了手机" in page and "旧手机上还有 3 条没传，最后联系 09:41。" in page


@pytest.mark.parametrize("headers", [None, HTMX], ids=["plain", "htmx"])
def test_whoever_looked_into_it_settles_it_under_their_name(morning, sun_at, alarm, headers):
    alarm_id = alarm()
    answer = sun_at.post(f"/board/alarms/{alarm_id}/settlement?tray=alerts", headers=headers)

    assert answer.status_code == (200 if headers else 303)
    page = sun_at.get("/board?tray=alerts").text
    assert 'class="matter"' not in page and "孙敏 10:41 已核实" in page
    with morning.app.app_context():
        settled = db.session.get_one(Alarm, alarm_id)
        assert (settled.settled_by_id, settled.settled_at) == (morning.people["sun"].id, NOW)


def test_what_was_settled_long_ago_is_not_told_any_more(morning, sun_at, alarm):
    sun_at.post(f"/board/alarms/{alarm()}/settlement")
    with time_machine.travel(NOW + timedelta(hours=5), tick=False):
        assert "缺 2 条记录" not in sun_at.get("/board?tray=alerts").text


def test_settled_twice_it_was_the_first_one(morning, sun_at, signed_in, alarm):
    alarm_id = alarm()
    morning.add(a_person("gao", Role.SUPERVISOR))
    sun_at.post(f"/board/alarms/{alarm_id}/settlement")
    signed_in("gao").post(f"/board/alarms/{alarm_id}/settlement")
    with morning.app.app_context():
        assert db.session.get_one(Alarm, alarm_id).settled_by_id == morning.people["sun"].id


def test_another_department_s_alarm_is_nobody_s(morning, signed_in, alarm):
    alarm_id = alarm()
    morning.add(a_person("broom", Role.SUPERVISOR, department=Department.CLEANING))
    broom = signed_in("broom")
    assert "缺 2 条记录" not in broom.get("/board?tray=alerts").text
    assert broom.post(f"/board/alarms/{alarm_id}/settlement").status_code == 404


def test_emergencies_lie_above_what_phones_brought(morning, sun_at, alarm):
    alarm()
    urgent = morning.order(urgent=True)
    morning.given(urgent, "li", begins=NOW - timedelta(minutes=50))
    late = morning.order(somewhere_else())
    morning.given(late, "zhao", begins=NOW - timedelta(hours=1))
    page = sun_at.get("/board?tray=alerts").text
    places = [page.index(mark) for mark in (f"card-{urgent}", 'class="matter"', f"card-{late}")]
    assert places == sorted(places)


def test_every_open_screen_hears_of_an_alarm_and_of_its_settling(morning, sun_at, alarm, monkeypatch):
    monkeypatch.setattr(live, "FRESH_FOR", -1)
    heard = [sun_at.get("/live").json["now"]]
    alarm_id = alarm()
    heard.append(sun_at.get("/live").json["now"])
    sun_at.post(f"/board/alarms/{alarm_id}/settlement")
    heard.append(sun_at.get("/live").json["now"])
    assert heard == sorted(set(heard)), "the number grows each time"


@pytest.mark.parametrize("phones", [1, 40])
def test_the_board_asks_as_little_for_forty_phones_as_for_one(morning, sun_at, phone, alarm, max_queries, phones):
    for nth in range(phones):
        morning.add(a_person(f"t{nth}", Role.TECHNICIAN))
        phone(f"t{nth}", waiting=1, oldest_at=NOW)
        alarm(login=f"t{nth}")
    order_id = morning.order()
    sun_at.get("/board?tray=alerts")
    with max_queries(8):
        page = sun_at.get(f"/board?tray=alerts&order={order_id}").text
    assert page.count('class="matter"') == phones


def a_tested_phone(morning, login) -> None:
    """It answered a moment ago."""
    row = Subscription(
        id=new_id(), person_id=morning.people[login].id, endpoint=f"https://x/{login}", p256dh="", auth=""
    )
    row.made_at = row.renewed_at = row.tested_at = NOW - timedelta(minutes=1)
    row.failure = ""
    morning.save(row)


def test_the_board_says_who_can_be_called_and_what_it_costs_when_nobody_can(morning, sun_at):
    page = sun_at.get("/board").text
    assert "现在来急单一个人也叫不到" in page and 'data-call="no_way"' in cell(page, "li")

    a_tested_phone(morning, "li")
    page = sun_at.get("/board").text
    assert "要是李建国没听见，就再也叫不到别人了" in page
    assert 'data-call="ready"' in cell(page, "li") and "person__call" not in cell(page, "li")
