"""The owner card: who is at the door, for what, at what price (4.5.2, 4.5.3)."""

import re

from fieldapp.domain.mark import Outcome
from fieldapp.domain.people import Language


def test_the_card_says_who_came_for_what_and_what_it_costs_so_far(doorstep):
    page = doorstep.shown(doorstep.visit("greet"))

    for words in ("阳光物业", "李建国", "工号 A1027", "更换角阀", "10:50–11:20", "3栋503", "¥15", "您同意价格后才开工"):
        assert words in page
    assert 'href="tel:400-123-4567"' in page


def test_an_owner_who_reads_english_is_shown_english_at_once(doorstep):
    page = doorstep.shown(doorstep.visit("greet", language=Language.ENGLISH))

    assert '<html lang="en"' in page
    assert "Li Jianguo" in page and "Replace angle valve" in page and "Come in" in page


def test_one_tap_changes_the_language_of_this_visit_and_of_no_other(doorstep):
    visit, other = doorstep.visit("greet"), doorstep.visit("greet")

    doorstep.shown(visit, "?lang=en")

    assert "Come in" in doorstep.shown(visit)
    assert "请进" in doorstep.shown(other)


def test_the_technician_keeps_their_own_language(doorstep):
    visit = doorstep.visit("greet", language=Language.ENGLISH)

    doorstep.press(visit, "enter", answer="come_in")

    assert '<html lang="zh-CN"' in doorstep.shown(visit)


def test_the_card_can_be_shown_before_the_greeting(doorstep):
    assert "打给客户中心核实" in doorstep.shown(doorstep.visit("ring"), "?step=enter")


def test_come_in_lets_the_visit_go_on_4_5_3(doorstep):
    visit = doorstep.visit("greet")

    answer = doorstep.press(visit, "enter", answer="come_in")

    assert answer.status_code == 303 and answer.location == f"/my/visits/{visit}"
    assert doorstep.stored(visit).entered_at is not None


def test_not_now_is_a_proper_end_4_5_3(doorstep):
    visit = doorstep.visit("greet")

    doorstep.press(visit, "enter", answer="not_now")

    assert doorstep.stored(visit).outcome is Outcome.NOT_NOW


def test_yes_and_no_weigh_the_same(doorstep):
    page = doorstep.shown(doorstep.visit("greet"))
    shown = re.sub(r"(?s)<template.*?</template>", "", page)  # what closes the technician's side comes from one

    assert shown.count('class="button button--owner"') == 2 and "button--primary" not in shown
