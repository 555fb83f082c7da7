"""Leaving a step out: only where the procedure allows it, and never without a reason."""

import pytest

from fieldapp.domain.mark import Step, StepResult
from tests.pages import form_of


def skip(day, visit_id, **said):
    form = form_of(day.shown(visit_id), "step", result="skipped")
    return day.send(visit_id, form | said)


def marks(day, visit_id):
    return {mark.key: (mark.result, mark.reason) for mark in day.marks(visit_id)}


@pytest.mark.parametrize("until", ["arrive", "ring", "enter"])
def test_covers_greeting_and_look_may_be_skipped(day, until):
    query = "?door=opened" if until == "ring" else ""
    page = day.shown(day.job(until=until), query)
    assert 'popovertarget="skip"' in page


@pytest.mark.parametrize("until", ["accept", "covers", "look", "price", "work", "test"])
def test_the_other_steps_offer_no_skipping(day, until):
    assert 'popovertarget="skip"' not in day.shown(day.job(until=until))


def test_the_usual_reasons_are_one_tap(day):
    visit_id = day.job(until="arrive")
    assert "业主说不用" in day.shown(visit_id)
    skip(day, visit_id, reason="业主说不用")
    assert marks(day, visit_id) == {Step.COVERS: (StepResult.SKIPPED, "业主说不用")}
    assert "按一次门铃" in day.shown(visit_id) and 'data-state="skipped"' in day.shown(visit_id)


def test_another_reason_is_written(day):
    visit_id = day.job(until="arrive")
    skip(day, visit_id, other_reason="在阳台上干活")
    assert marks(day, visit_id)[Step.COVERS][1] == "在阳台上干活"


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_it_is_refused_and_nothing_is_kept(day, reason):
    visit_id = day.job(until="arrive")
    answer = skip(day, visit_id, reason=reason)
    assert answer.status_code == 422 and "原因" in answer.text and marks(day, visit_id) == {}


def test_what_was_typed_is_kept_when_it_is_too_long(day):
    visit_id = day.job(until="arrive")
    answer = skip(day, visit_id, other_reason="长" * 301)
    assert answer.status_code == 422 and "300" in answer.text and "长" * 301 in answer.text
