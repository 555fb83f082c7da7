"""The proper ends that are not the straight road, each pressed through on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.phone import Phone

# The screen is looked at in both languages by the test before.
once = pytest.mark.parametrize("words", ["zh"], indirect=True)


def test_nobody_answers_and_the_desk_knows_at_once(visiting: Phone, desk, words):
    visiting.arrives()
    visiting.puts_covers_on()
    visiting.rings()
    visiting.rings_again()
    visiting.tap(visiting.nobody_answers)
    visiting.look_at("visit: nobody answers")
    waits = visiting.page.locator("step-clock")
    expect(waits).to_have_text(re.compile(r"^4:\d\d$"))
    waits.evaluate("clock => { const soon = clock.cloneNode(); soon.dataset.seconds = 299; clock.replaceWith(soon) }")
    expect(waits).to_have_text(words("Long enough"))
    visiting.page.get_by_label(words("I called; nobody answered there either, or we agreed another time")).check()
    visiting.press("no_answer")

    expect(visiting.page.get_by_role("link", name=words("Back to today"))).to_be_visible()
    visiting.has_sent()
    expect(desk.opens(visiting.order)).to_contain_text(words("To be rearranged"))


def test_the_price_is_declined_and_the_service_stopped(visiting_at, desk, words):
    visiting = visiting_at("price")
    visiting.tap(visiting.button("Disagree"))
    visiting.look_at("visit: price objected")
    visiting.tap(visiting.button("Still no"))
    visiting.page.get_by_label(words("Too expensive"), exact=True).check()
    visiting.tap(visiting.button("Do not accept the price"))
    expect(visiting.control("stop")).to_be_visible()
    visiting.look_at("visit: price declined")
    visiting.press("stop")

    expect(visiting.page.get_by_role("link", name=words("Back to today"))).to_be_visible()
    visiting.has_sent()
    expect(desk.opens(visiting.order)).to_contain_text(words("Stopped at the price"))


def test_the_owner_disagrees_at_signing(visiting_at, desk, words):
    visiting = visiting_at("sign")
    visiting.tap(visiting.button("Disagree"))
    visiting.page.get_by_label(words("It is not fixed"), exact=True).check()
    visiting.look_at("visit: disagreed")
    visiting.tap(visiting.button("I do not agree"))
    expect(visiting.control("complete")).to_be_visible()
    visiting.leaves()

    desk.has_to_call(visiting.order)


def test_somebody_signs_for_the_owner(visiting_at, desk, words):
    visiting = visiting_at("sign")
    visiting.tap(visiting.button("On behalf"))
    visiting.page.get_by_label(words("Family"), exact=True).check()
    visiting.page.get_by_label(words("Name of the person who signs")).fill("王小宝")
    visiting.look_at("visit: on behalf")
    visiting.tap(visiting.button("Done"))
    visiting.has_it_signed()
    visiting.leaves()

    expect(desk.opens(visiting.order).page.get_by_text("王小宝").first).to_be_visible()


def test_who_comes_early_is_told_and_the_owner_may_agree(early: Phone, words):
    expect(early.control("early_agreed")).to_be_visible()
    early.look_at("visit: early")
    early.press("early_agreed")

    expect(early.page.locator("[data-verb=early_agreed]")).to_have_count(0)
    early.arrives()


@once
def test_who_comes_early_may_go_on_all_the_same(early: Phone):
    expect(early.control("early_agreed")).to_be_visible()
    early.arrives()
