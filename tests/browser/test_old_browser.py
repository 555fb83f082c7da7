"""A browser that is too old for the scripts of the visit has plain forms, and Today goes on by itself."""

import pytest
from playwright.sync_api import expect

from tests.browser.old_engine import become_old

# An engine has no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)


@pytest.fixture
def old(phone):
    """tech2's phone, whose browser is from before 2023."""
    become_old(phone.page)
    return phone


def test_a_press_goes_out_as_the_form_that_it_is_with_the_button_that_was_pressed(old, office, flat, browsers):
    office.has_an_order(flat)
    posts = []
    old.page.on("request", lambda asked: posts.append(asked.url.rpartition("/")[2]) if asked.method == "POST" else None)
    old.opens(flat)
    expect(old.page.locator("#notice .notice")).to_be_visible()
    for sheet in old.page.locator(".sheet").all():
        expect(sheet).to_have_css("position", "static")

    old.goes_quietly_as_far_as("bell")
    assert posts.count("commands") == 2
    _was_told(browsers, old)


def test_whoever_cannot_draw_there_says_why_nobody_signs(old, office, flat, words, browsers):
    office.has_an_order(flat)
    office.has_come_to("sign", office.visit_at(flat, "tech2"), "tech2")
    old.opens(flat)
    old.page.get_by_label(words("The hand cannot write"), exact=True).check()
    old.button("Record: cannot sign").tap()
    expect(old.control("complete")).to_be_visible()
    _was_told(browsers, old)


def test_today_is_drawn_anew_when_something_has_changed(old, office, flat):
    old.page.goto("/my")
    office.has_an_order(flat)
    expect(old.page.get_by_role("link").filter(has_text=old.words.door(flat))).to_be_visible()
    old.page.wait_for_load_state()  # its style sheets go through the test: none of them is on its way any more


def _was_told(browsers, old):
    old.page.goto("about:blank")  # every page of the visit tells it: it is left before they are counted
    browsers.expected("too old for the visit")
