"""The bell: ring, wait, ring again; and when nobody answers (4.5.1)."""

from datetime import timedelta

import pytest
import time_machine

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.course import OrderState
from fieldapp.domain.mark import Outcome
from fieldapp.domain.premises import Branch
from tests.builders import BRANCH_ID, NOW
from tests.pages import form_of


def ring(day, visit_id, query=""):
    return day.send(visit_id, form_of(day.shown(visit_id, query), "ring"))


def test_ringing_starts_the_wait_of_five_to_ten_seconds(day):
    visit_id = day.job(until="covers")
    ring(day, visit_id)
    page = day.shown(visit_id)
    assert 'data-waited="0" data-least="5" data-most="10"' in page and "按了一次，等 5–10 秒" in page
    assert "再按一次" in page and "没人应" in page and "门开了" in page


def test_a_reload_goes_on_with_the_wait(day):
    visit_id = day.job(until="ring")
    with time_machine.travel(NOW + timedelta(seconds=7), tick=False):
        page = day.shown(visit_id)
    assert 'data-waited="7"' in page and 'stroke-dasharray="7 10"' in page


def test_after_ten_seconds_the_ring_is_full_and_stays(day):
    visit_id = day.job(until="ring")
    with time_machine.travel(NOW + timedelta(minutes=7), tick=False):
        assert 'stroke-dasharray="10 10"' in day.shown(visit_id)


def test_a_second_ring_counts_as_the_second(day):
    visit_id = day.job(until="ring")
    ring(day, visit_id)
    assert day.stored(visit_id).rings == 2 and "按了两次" in day.shown(visit_id)


def test_after_the_third_ring_there_is_no_fourth(day):
    visit_id = day.job(until="covers")
    for _ in range(3):
        ring(day, visit_id)
    assert day.stored(visit_id).rings == 3 and 'data-verb="ring"' not in day.shown(visit_id)


def test_the_door_opened_leads_on_and_keeps_nothing(day):
    visit_id = day.job(until="ring")
    version = day.stored(visit_id).order.version
    page = day.shown(visit_id, "?door=opened")
    assert "您好" in page and day.stored(visit_id).order.version == version


def test_a_door_that_is_open_already_needs_no_bell(day):
    assert "?door=opened" in day.shown(day.job(until="covers"))


def test_once_is_not_enough_to_say_that_nobody_is_there(day):
    visit_id = day.job(until="ring")
    page = day.shown(visit_id, "?door=nobody")
    assert "先再按一次" in page and "no_answer" not in page
    answer = day.by_htmx(visit_id, {"verb": "no_answer", "command": str(new_id())})
    assert answer.status_code == 422 and "1" in answer.text and day.stored(visit_id).is_open


@pytest.fixture
def nobody(day):
    """A door at which Li has rung twice."""
    visit_id = day.job(until="ring")
    ring(day, visit_id)
    return visit_id


@pytest.mark.parametrize(
    ("minutes", "passed", "shown"),
    [(5, 48, ">4:12</step-clock>"), (5, 301, ">等够了</step-clock>"), (90, 0, ">1:30:00</step-clock>")],
    ids=["waiting", "over", "a patient branch"],
)
def test_whoever_waits_at_a_closed_door_sees_how_long_still(app, day, nobody, minutes, passed, shown):
    say_door_minutes(app, minutes)
    with time_machine.travel(NOW + timedelta(seconds=passed), tick=False):
        page = day.shown(nobody, "?door=nobody")
    assert shown in page and f"等 {minutes} 分钟" in page and 'data-verb="no_answer"' in page, "It holds nobody up"


def test_where_nobody_has_to_wait_nothing_counts(app, day, nobody):
    say_door_minutes(app, 0)
    page = day.shown(nobody, "?door=nobody")
    assert 'data-since="rang"' not in page.partition("</main>")[0] and "打电话给业主，在门上留条" in page


def say_door_minutes(app, minutes):
    with app.app_context():
        db.session.get_one(Branch, BRANCH_ID).door_minutes = minutes
        db.session.commit()


def no_answer(day, visit_id, **said):
    return day.send(visit_id, form_of(day.shown(visit_id, "?door=nobody"), "no_answer") | said)


def test_after_two_rings_the_order_waits_for_another_time(day, nobody):
    assert no_answer(day, nobody).status_code == 303
    visit = day.stored(nobody)
    assert visit.outcome is Outcome.NOBODY_HOME and visit.order.state is OrderState.TO_BE_REARRANGED
    assert visit.order.holder_id is None and "前台已经知道" in day.shown(nobody)


@pytest.mark.parametrize(("ticked", "called"), [({"called": "1"}, True), ({}, False)])
def test_whether_the_owner_was_called_is_kept(day, nobody, ticked, called):
    no_answer(day, nobody, **ticked)
    assert [entry.facts["called"] for entry in day.entries("no_answer")] == [called]


def test_another_time_that_was_agreed_is_kept_on_the_sites_clock(day, nobody):
    no_answer(day, nobody, called="1", new_from="2026-11-24T09:00", new_until="2026-11-24T10:30")
    order = day.stored(nobody).order
    assert order.wanted_from.isoformat() == "2026-11-24T01:00:00+00:00"
    assert order.wanted_until - order.wanted_from == timedelta(minutes=90)


@pytest.mark.parametrize(
    ("begins", "ends"), [("2026-11-24T09:00", "2026-11-24T08:00"), ("morgen", ""), ("2026-11-24T09:00", "")]
)
def test_a_time_that_cannot_be_is_refused_and_kept_on_the_page(day, nobody, begins, ends):
    answer = no_answer(day, nobody, called="1", new_from=begins, new_until=ends)
    assert answer.status_code == 422 and day.stored(nobody).is_open
    assert f'value="{begins}"' in answer.text


def test_the_visit_is_listed_as_done_without_a_goodbye(day, nobody):
    no_answer(day, nobody)
    page = day.phone.get("/my").text
    assert "家里没人" in page and 'data-state="done"' in page
    assert day.shown(nobody).split('id="steps"')[1].count("<time>") == 2


@pytest.mark.parametrize("attempt", ["0", "4", "-1", "二", ""])
def test_a_ring_that_nobody_rings_is_refused(day, attempt):
    visit_id = day.job(until="covers")
    answer = day.by_htmx(visit_id, {"verb": "ring", "command": str(new_id()), "attempt": attempt})
    assert answer.status_code == 422 and day.stored(visit_id).rings == 0
