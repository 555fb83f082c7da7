"""The visit's page: whose it is, what marks it carries, what it hides, and how few questions it asks."""

import re
from html import unescape
from uuid import uuid4

import pytest

from fieldapp.domain.base import new_id
from fieldapp.domain.line import line_in_words
from tests.builders import NOW
from tests.jobs import a_line, at
from tests.pages import forms
from tests.web.technician.conftest import HTMX


def test_the_page_says_which_visit_in_which_version_for_whom(day):
    visit_id = day.job(until="arrive")
    page = day.shown(visit_id)
    visit = day.stored(visit_id)

    assert f'data-visit="{visit_id}" data-version="{visit.order.version}" data-by="{day.li.id}"' in page


def test_every_page_of_the_phone_says_whose_it_is(day):
    for path in ("/my", f"/my/visits/{day.job()}", "/my/catalogue", "/my/phone"):
        assert re.search(f'<body [^>]*data-by="{day.li.id}"', day.phone.get(path).text), path


def test_every_button_that_makes_a_command_says_its_verb(day):
    for until in ("accept", "arrive", "covers", "ring", "greet", "enter", "look", "price", "work", "test"):
        page = day.shown(day.job(until=until))
        for form in forms(page):
            if form.action.endswith("/commands") and form.buttons:
                assert form.verbs() == {form.fields["verb"]}, until


def test_a_step_says_its_key(day):
    assert 'data-verb="step" data-key="covers"' in day.shown(day.job(until="arrive"))


def test_a_strangers_visit_does_not_exist(day):
    visit_id = day.job()
    for path in ("", "/items?q=jf"):
        assert day.others_phone.get(f"/my/visits/{visit_id}{path}").status_code == 404
    assert day.others_phone.post(f"/my/visits/{visit_id}/phone-number").status_code == 404
    sent = day.others_phone.post(f"/my/visits/{visit_id}/commands", data={"verb": "accept", "command": str(new_id())})
    assert sent.status_code == 404 and day.stored(visit_id).accepted_at is None


def test_an_unknown_visit_does_not_exist(day):
    for unknown in (uuid4(), "17", "../admin"):
        assert day.phone.get(f"/my/visits/{unknown}").status_code == 404


def test_the_rail_has_eleven_marks_and_one_is_in_hand(day):
    page = day.shown(day.job(until="covers"))
    assert len(re.findall(r'class="rail__mark"', page)) == 11
    assert page.count('class="rail__mark" data-state="done"') == 2
    assert len(re.findall(r'class="rail__mark"[^>]*aria-current="step"', page)) == 1
    assert "3/11" in page


def test_a_free_job_has_no_step_for_the_price(day):
    covered = a_line(day.item)
    covered.warranty = True
    page = day.shown(day.job(covered, until="enter"))
    assert len(re.findall(r'class="rail__mark"', page)) == 10 and "都确认好了" in page


def test_the_list_of_steps_tells_names_and_times(day):
    sheet = day.shown(day.job(until="covers")).split('id="steps"')[1]
    assert sheet.count("<time>10:41</time>") == 2 and "按门铃" in sheet


def test_the_crib_is_folded_under_the_step_with_its_clause(day):
    page = day.shown(day.job(until="covers"))
    assert "<details" in page and "没有门铃或没人应" in page and "4.5.1" in page


def test_what_follows_is_said(day):
    assert "接下来</b>微笑，鞠躬 30°" in day.shown(day.job(until="covers"))


def test_the_owners_phone_is_nowhere_on_the_page(day):
    for until in ("accept", "ring", "enter", "work"):
        assert "13812345678" not in day.shown(day.job(until=until))


def test_htmx_gets_the_visit_alone(day):
    visit_id = day.job()
    answer = day.phone.get(f"/my/visits/{visit_id}", headers=HTMX)
    assert answer.text.lstrip().startswith(f'<div id="visit-{visit_id}"') and "<html" not in answer.text
    assert "HX-Request" in answer.vary


def test_an_ended_visit_says_how_it_ended_and_offers_no_press(day):
    visit_id = day.job(until="enter")
    visit = day.stored(visit_id)
    day.alter(visit, lambda: visit.stop(at(NOW), reason="太贵"))
    page = day.shown(visit_id)
    assert "不收费" in page and "data-verb" not in page and "回到今天" in page


def test_an_emergency_says_where_the_stopcock_and_the_breaker_are(day):
    page = day.shown(day.job(urgent=True))
    assert "水阀：厨房水槽下方" in page and "电闸：玄关鞋柜上方" in page


def test_a_script_in_the_owners_words_is_only_words(day):
    visit_id = day.job(line_in_words("<script>alert(1)</script>", at=NOW), until="enter")
    page = day.shown(visit_id)
    assert "<script>alert" not in page and "<script>alert(1)</script>" in unescape(page)


@pytest.mark.parametrize("others", [10, 1000])
def test_the_number_of_questions_does_not_grow_with_the_orders(day, max_queries, others):
    visit_id = day.job(until="work")
    day.jobs(others)
    day.shown(visit_id)
    with max_queries(8):
        day.shown(visit_id)


def test_the_number_of_questions_does_not_grow_with_the_lines(day, max_queries):
    visit_id = day.job(*(a_line(day.item) for _ in range(40)), until="enter")
    day.shown(visit_id)
    with max_queries(8):
        assert day.shown(visit_id).count('class="line"') == 40
