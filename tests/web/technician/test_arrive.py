"""Arriving: not too early (4.5.1), and when it really was."""

from datetime import timedelta

import pytest
import time_machine

from fieldapp.domain.base import new_id
from tests.builders import NOW
from tests.pages import form_of

LATER = NOW + timedelta(hours=1)


def test_more_than_five_minutes_early_the_page_says_until_when_to_wait(day):
    page = day.shown(day.job(wanted_from=LATER))
    assert "等到 11:36" in page and "业主说可以" in page and "我到门口了" in page


@pytest.mark.parametrize(("minutes", "waits"), [(6, True), (5, False), (0, False), (-30, False)])
def test_five_minutes_early_is_early_enough(day, minutes, waits):
    page = day.shown(day.job(wanted_from=NOW + timedelta(minutes=minutes)))
    assert ("等到 " in page) is waits


def test_without_an_appointment_nobody_is_too_early(day):
    page = day.shown(day.job(wanted_from=None))
    assert "等到 " not in page and "最早提前" not in page
    assert "最早提前 5 分钟" in day.shown(day.job())


def test_the_owners_yes_is_recorded_and_ends_the_waiting(day):
    visit_id = day.job(wanted_from=LATER)
    day.press(visit_id, "early_agreed")
    assert day.stored(visit_id).early_agreed_at == NOW and len(day.entries("early_agreed")) == 1
    assert "等到 " not in day.shown(visit_id)


def test_going_on_anyway_is_one_tap_and_is_written_down(day):
    visit_id = day.job(wanted_from=LATER)
    day.press(visit_id, "arrive")
    assert day.stored(visit_id).arrived_at == NOW
    assert [entry.facts["early"] for entry in day.entries("arrive")] == [True]


def test_before_the_bell_the_hint_is_still_there(day):
    assert "等到 11:36" in day.shown(day.job(wanted_from=LATER, until="covers"))


def test_once_rung_it_is_no_use_any_more(day):
    assert "等到 " not in day.shown(day.job(wanted_from=LATER, until="ring"))


def earlier(day, visit_id, minutes):
    form = form_of(day.shown(visit_id), "arrive")
    return day.send(visit_id, form | {"earlier_minutes": str(minutes)})


def test_it_happened_earlier_than_it_was_pressed(day):
    visit_id = day.job()
    earlier(day, visit_id, 15)
    assert day.stored(visit_id).arrived_at == NOW - timedelta(minutes=15)


def test_the_journal_keeps_when_it_was_heard_of(day):
    visit_id = day.job()
    earlier(day, visit_id, 15)
    (entry,) = day.entries("arrive")
    assert entry.at == NOW - timedelta(minutes=15) and entry.received_at == NOW


def test_the_big_button_means_now_whatever_stands_in_the_other_field(day):
    visit_id = day.job()
    form = form_of(day.shown(visit_id), "arrive")
    day.send(visit_id, form | {"earlier_minutes": "15", "now": "1"})
    assert day.stored(visit_id).arrived_at == NOW


def test_nothing_happens_before_what_had_happened_already(day):
    visit_id = day.job(until="set_out")
    with time_machine.travel(NOW + timedelta(minutes=10), tick=False):
        earlier(day, visit_id, 60)
    assert day.stored(visit_id).arrived_at == NOW


@pytest.mark.parametrize("minutes", ["-1", "721", "二", "1e3", "5.5"])
def test_minutes_that_nobody_means_are_refused_in_words(day, minutes):
    visit_id = day.job()
    answer = earlier(day, visit_id, minutes)
    assert answer.status_code == 422 and day.stored(visit_id).arrived_at is None
    assert "720" in answer.text or "不是" in answer.text


def test_arriving_without_having_set_out_is_fine(day):
    visit_id = day.job()
    day.send(visit_id, {"verb": "arrive", "command": str(new_id())})
    visit = day.stored(visit_id)
    assert visit.arrived_at == visit.accepted_at == NOW and visit.set_out_at is None
