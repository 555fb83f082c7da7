"""The owner's whole number: by a press that is written down, for the right one, as long as it is needed (PIPL)."""

from fieldapp.domain.mark import Outcome
from tests.builders import NOW
from tests.jobs import at
from tests.web.technician.conftest import HTMX

NUMBER = "13812345678"


def ask(day, visit_id, **more):
    return day.phone.post(f"/my/visits/{visit_id}/phone-number", **more)


def test_the_number_comes_with_a_link_that_calls(day):
    answer = ask(day, day.job(), headers=HTMX)
    assert f'href="tel:{NUMBER}"' in answer.text and "<html" not in answer.text


def test_without_a_script_it_is_a_page_with_a_way_back(day):
    visit_id = day.job()
    answer = ask(day, visit_id)
    assert "<html" in answer.text and NUMBER in answer.text and f'href="/my/visits/{visit_id}"' in answer.text


def test_it_is_written_down_who_saw_it(day):
    ask(day, day.job())
    assert [(entry.by_id, entry.at) for entry in day.entries("phone_shown")] == [(day.li.id, NOW)]


def test_looking_at_the_page_shows_and_writes_nothing(day):
    visit_id = day.job()
    assert day.phone.get(f"/my/visits/{visit_id}/phone-number").status_code == 405
    assert NUMBER not in day.shown(visit_id) and day.entries("phone_shown") == []


def test_the_order_is_none_the_newer_for_it(day):
    visit_id = day.job()
    version = day.stored(visit_id).order.version
    ask(day, visit_id)
    assert day.stored(visit_id).order.version == version


def test_once_the_visit_is_over_the_number_is_nobodys_business(day):
    visit_id = day.job(until="complete")
    answer = ask(day, visit_id, headers=HTMX)
    assert answer.status_code == 422 and NUMBER not in answer.text and day.entries("phone_shown") == []


def test_who_had_the_job_before_does_not_get_it(day):
    visit_id = day.job()
    visit = day.stored(visit_id)
    day.alter(visit, lambda: visit.end_without_work(at(NOW), Outcome.MOVED))
    assert ask(day, visit_id, headers=HTMX).status_code == 422


def test_an_ended_visit_has_no_button_for_it(day):
    assert "phone-number" not in day.shown(day.job(until="complete"))
