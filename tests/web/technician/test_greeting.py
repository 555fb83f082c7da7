"""The greeting: the sentence of 4.5.2 with the names of this door."""

import re
from html import unescape

from fieldapp.domain.line import line_in_words
from fieldapp.domain.people import Language
from tests.builders import NOW

OPENED = "?door=opened"


def words(page: str) -> str:
    """What is read aloud, without its marks."""
    said = page.split('class="greeting card')[1].split("</section>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", said)))


def test_the_sentence_is_filled_in_from_the_order(day):
    page = day.shown(day.job(until="ring"), OPENED)
    said = words(page).replace(" ", "")
    assert "王女士，您好，打扰了。我是阳光物业的员工，请问是您预约了更换角阀服务吗？" in said


def test_what_was_filled_in_is_marked(day):
    page = day.shown(day.job(until="ring"), OPENED)
    assert re.findall(r"<em>(.*?)</em>", page) == ["王女士", "阳光物业", "更换角阀"]


def test_lines_break_between_phrases(day):
    page = day.shown(day.job(until="ring"), OPENED)
    assert "<span><em>王女士</em>，</span><span>您好，</span><span>打扰了。</span>" in page


def test_an_owner_who_speaks_english_has_the_english_sentence_folded_under_it(day):
    page = day.shown(day.visit("ring", language=Language.ENGLISH), OPENED)
    assert "业主说英语" in page and 'lang="en"' in page
    assert "<em>Ms Wang</em>" in page and "<em>Sunshine Property</em>" in page


def test_an_owner_who_speaks_the_language_of_the_page_needs_no_second_sentence(day):
    assert "业主说" not in day.shown(day.job(until="ring"), OPENED)


def test_without_a_named_job_the_kind_of_service_is_said(day):
    visit_id = day.job(line_in_words("x", at=NOW), until="ring")
    visit = day.stored(visit_id)
    day.alter(visit, lambda: visit.order.lines[0].drop(at=NOW) or visit.order.retell())
    assert re.findall(r"<em>(.*?)</em>", day.shown(visit_id, OPENED))[-1] == "维修"


def test_a_surname_is_text_and_nothing_else(day):
    visit_id = day.job(until="ring", surname="<b>&")
    page = day.shown(visit_id, OPENED)
    assert "&lt;b&gt;&amp;" in page


def test_greeted_leads_to_the_owners_answer(day):
    visit_id = day.job(until="ring")
    day.press_at(visit_id, OPENED, "step")
    page = day.shown(visit_id)
    assert "请进" in page and "现在不方便" in page


def test_the_owner_may_see_at_once_who_is_at_the_door(day):
    visit_id = day.job(until="ring")
    assert "?step=enter" in day.shown(visit_id, OPENED)
    card = day.shown(visit_id, "?step=enter")
    assert "李建国" in card and "A1027" in card
