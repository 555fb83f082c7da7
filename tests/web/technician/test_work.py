"""At work: since when, what was agreed, and what turns up on the way."""

from datetime import timedelta

import time_machine

from fieldapp.domain.course import OrderState
from fieldapp.domain.mark import Step
from tests.builders import NOW
from tests.jobs import a_line
from tests.pages import form_of


def test_the_work_shows_what_was_agreed(day):
    page = day.shown(day.job(until="price"))
    assert "更换角阀" in page and "¥15" in page and "已同意" in page


def test_the_mat_starts_the_clock(day):
    visit_id = day.job(until="price")
    day.send(visit_id, form_of(day.shown(visit_id), "step", key="mat"))
    with time_machine.travel(NOW + timedelta(minutes=12, seconds=40), tick=False):
        page = day.shown(visit_id)
    assert "开工 10:41" in page and 'data-seconds="760">12:40<' in page
    assert day.stored(visit_id).order.state is OrderState.WORKING


def test_the_mat_is_no_duty(day):
    visit_id = day.job(until="price")
    day.send(visit_id, form_of(day.shown(visit_id), "step", key="work"))
    visit = day.stored(visit_id)
    assert visit.started_at == visit.finished_at == NOW and visit.order.state is OrderState.TO_BE_SIGNED
    assert Step.MAT not in [mark.key for mark in day.marks(visit_id)]


def test_something_else_turns_up_and_the_price_is_asked_again(day):
    visit_id = day.job(until="mat")
    page = day.shown(visit_id, "?step=look")
    assert "一起看" in page and "好了，继续" in page
    day.send(visit_id, form_of(page, "line", quantity="2"))
    assert "同意" in day.shown(visit_id) and "¥30" in day.shown(visit_id)


def test_done_work_leads_to_trying_it_together(day):
    visit_id = day.job(until="mat")
    day.press(visit_id, "step", key="work", result="done")
    assert "和业主一起试" in day.shown(visit_id)


def test_a_free_job_begins_without_a_price(day):
    covered = a_line(day.item)
    covered.warranty = True
    visit_id = day.job(covered, until="look")
    day.send(visit_id, form_of(day.shown(visit_id), "step", key="work"))
    assert day.stored(visit_id).finished_at == NOW


def test_no_step_that_is_still_ahead_can_be_looked_at(day):
    visit_id = day.job(until="covers")
    for step in ("look", "test", "sign", "leave", "nonsense"):
        assert "按一次门铃" in day.shown(visit_id, f"?step={step}")
