"""A line that nobody has priced yet: it is in no sum, and nobody says that it was agreed (4.2.3, 4.5.4 3))."""

from html import unescape

import pytest

from fieldapp.domain.line import line_in_words
from tests.builders import NOW
from tests.jobs import a_line

STRIP = "柜板防水条加固"
LEFT_OUT = "（另有 1 项待定价）"


@pytest.fixture
def as_far_as(doorstep):
    """A visit for a valve at ¥15 and a strip that nobody has priced."""
    return lambda until: doorstep.visit(until, a_line(doorstep.item), line_in_words(STRIP, at=NOW))


def part(page, begins, ends="</p>"):
    return unescape(page).split(begins)[1].split(ends)[0]


def test_the_total_says_how_many_lines_it_leaves_out(doorstep, as_far_as):
    page = doorstep.shown(as_far_as("look"))
    assert "¥15" in page and LEFT_OUT in page
    assert "待定价" not in doorstep.shown(doorstep.visit("look"))


def test_at_work_only_what_has_a_price_was_agreed_and_the_rest_is_not_to_be_done(doorstep, as_far_as):
    page = doorstep.shown(as_far_as("price"))
    agreed = part(page, 'data-when="!all_unpriced"')
    assert "更换角阀" in agreed and "¥15" in agreed and "已同意" in agreed and STRIP not in agreed
    left_out = part(page, 'data-when="unpriced"')
    assert STRIP in left_out and "未定价，先别做" in left_out


def test_where_nothing_has_a_price_nothing_is_called_agreed(doorstep):
    page = doorstep.shown(doorstep.visit("look", line_in_words(STRIP, at=NOW)))
    assert "未定价，先别做" in page and "已同意" not in page and 'data-when="!all_unpriced"' not in page


def test_what_is_signed_and_the_owners_copy_leave_it_out_of_the_sum(doorstep, client, as_far_as):
    visit = as_far_as("test")
    frozen = part(doorstep.shown(visit), 'data-when="!all_unpriced"')
    assert "更换角阀" in frozen and "¥15" in frozen and STRIP not in frozen
    assert "未定价，不在内" in part(doorstep.shown(visit), 'data-when="unpriced"')

    doorstep.sign(visit)

    copy = client.get(f"/copy/{doorstep.stored(visit).signature.copy_token}").text
    assert LEFT_OUT in part(copy, '<p class="price-total">') and "面议" in copy


def test_under_warranty_it_costs_nothing_and_waits_for_no_price(doorstep):
    strip = line_in_words(STRIP, at=NOW)
    strip.warranty = True
    page = doorstep.shown(doorstep.visit("price", a_line(doorstep.item), strip))
    assert "先别做" not in page and f"更换角阀、{STRIP}" in page
