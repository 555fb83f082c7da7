"""A press: applied once, answered with the next step, refused in words, never lost and never another's."""

import pytest
from sqlalchemy import event

from fieldapp.db import Stale, db
from fieldapp.domain.base import new_id
from fieldapp.web.technician import commands
from tests.builders import NOW
from tests.pages import form_of
from tests.web.technician.conftest import HTMX


def test_a_plain_form_comes_back_to_the_visit(day):
    visit_id = day.job()
    sent = day.press(visit_id, "arrive")
    assert sent.status_code == 303 and sent.location == f"/my/visits/{visit_id}"
    assert day.stored(visit_id).arrived_at == NOW


def test_htmx_gets_the_next_step_at_once(day):
    visit_id = day.job()
    answer = day.by_htmx(visit_id, form_of(day.shown(visit_id), "arrive"))
    assert answer.status_code == 200 and answer.text.lstrip().startswith(f'<div id="visit-{visit_id}"')
    assert "先穿鞋套，再按门铃" in answer.text and "<html" not in answer.text


def test_a_double_tap_is_one_press(day):
    visit_id = day.job(until="covers")
    form = form_of(day.shown(visit_id), "ring")
    first, second = day.send(visit_id, form), day.send(visit_id, form)
    assert first.status_code == second.status_code == 303
    assert day.stored(visit_id).rings == 1 and day.receipts() == 1 and len(day.entries("ring")) == 1


def test_the_page_that_answers_carries_fresh_command_ids(day):
    visit_id = day.job(until="covers")
    form = form_of(day.shown(visit_id), "ring")
    answer = day.by_htmx(visit_id, form).text
    assert form["command"] not in answer


def test_a_press_that_no_button_sends_is_refused_in_words(day):
    visit_id = day.job()
    answer = day.by_htmx(visit_id, {"verb": "explode", "command": str(new_id())})
    assert answer.status_code == 422 and "explode" in answer.text and 'class="notice"' in answer.text


@pytest.mark.parametrize("command", ["", "17", "not-an-id"])
def test_a_press_without_an_id_is_refused(day, command):
    visit_id = day.job()
    assert day.by_htmx(visit_id, {"verb": "arrive", "command": command}).status_code == 422
    assert day.stored(visit_id).arrived_at is None


def test_a_step_out_of_turn_is_refused_and_says_where_the_order_stands(day):
    visit_id = day.job()
    answer = day.by_htmx(visit_id, {"verb": "ring", "command": str(new_id()), "attempt": "1"})
    assert answer.status_code == 422 and "已派单" in answer.text


def test_a_refused_plain_form_gets_its_page_again_with_the_reason(day):
    visit_id = day.job()
    answer = day.send(visit_id, {"verb": "ring", "command": str(new_id()), "attempt": "1"})
    assert answer.status_code == 422 and "<html" in answer.text
    assert f'data-visit="{visit_id}"' in answer.text and "已派单" in answer.text


def test_a_refused_press_leaves_nothing_behind(day):
    visit_id = day.job()
    before = day.stored(visit_id).order.version
    day.by_htmx(visit_id, {"verb": "ring", "command": str(new_id()), "attempt": "1"})
    assert day.stored(visit_id).order.version == before and day.receipts() == 0


def test_the_press_of_another_visit_under_the_same_id_gets_the_old_answer(day):
    one, other = day.job(), day.job()
    form = form_of(day.shown(one), "arrive")
    day.send(one, form)
    day.send(other, form)
    assert day.stored(one).arrived_at and not day.stored(other).arrived_at


def test_somebody_elses_change_in_between_is_met_by_trying_again(day, monkeypatch):
    visit_id, tries = day.job(), []
    apply = commands.apply

    def overtaken(*args, **more):
        tries.append(1)
        if len(tries) < commands.TRIES:
            raise Stale("somebody was quicker")
        return apply(*args, **more)

    monkeypatch.setattr(commands, "apply", overtaken)
    assert day.press(visit_id, "arrive").status_code == 303
    assert len(tries) == 3 and day.stored(visit_id).arrived_at == NOW


def test_after_three_tries_the_person_is_told(day, monkeypatch):
    visit_id = day.job()
    form = form_of(day.shown(visit_id), "arrive")

    def always_overtaken(*_args, **_more):
        raise Stale("somebody is always quicker")

    monkeypatch.setattr(commands, "apply", always_overtaken)
    answer = day.by_htmx(visit_id, form)
    assert answer.status_code == 409 and 'class="notice"' in answer.text


def test_a_press_from_another_site_is_refused(day):
    visit_id = day.job()
    answer = day.phone.post(
        f"/my/visits/{visit_id}/commands",
        data={"verb": "arrive", "command": str(new_id())},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403 and day.stored(visit_id).arrived_at is None


def test_it_all_happens_in_one_transaction(day):
    visit_id = day.job()
    form = form_of(day.shown(visit_id), "arrive")
    commits: list[int] = []
    with day.app.app_context():
        event.listen(db.engine, "commit", lambda _: commits.append(1))
    day.send(visit_id, form)
    assert len(commits) == 1


def test_who_is_signed_out_is_asked_to_sign_in(day):
    answer = day.app.test_client().post(f"/my/visits/{day.job()}/commands", data={"verb": "arrive"}, headers=HTMX)
    assert answer.status_code == 401
