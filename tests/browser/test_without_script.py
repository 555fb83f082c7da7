"""Everything that matters works with plain forms: an order is written and a visit goes as far as the signature."""

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import DESK, PHONE
from tests.browser.people import Desk
from tests.browser.phone import Phone

# The forms are those of the pages that other tests look at in both languages.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)


@pytest.fixture
def plain_desk(browsers):
    return Desk(browsers, "desk", java_script_enabled=False, **DESK)


@pytest.fixture
def plain_phone(browsers):
    return Phone(browsers, "tech2", java_script_enabled=False, **PHONE)


def test_an_order_is_written(plain_desk, flat, words):
    page = plain_desk.page
    page.goto("/desk/orders/new")
    page.get_by_label(words("Room, phone or name"), exact=True).first.fill(flat)
    page.locator(".field__box:has(#room)").get_by_role("button", name=words("Find")).click()
    page.locator("#rooms").get_by_role("button").first.click()
    page.locator("#what").fill("ghjf")
    page.locator(".field__box:has(#what)").get_by_role("button", name=words("Find")).click()
    page.locator("#items").get_by_role("button").filter(has_text="WTR-008").click()
    plain_desk.button("To the repair supervisor").click()
    expect(page.locator("[data-order][data-version]")).to_be_visible()


def test_a_visit_goes_to_the_signature_which_offers_words_instead(plain_phone, office, flat, words):
    office.has_an_order(flat)
    plain_phone.opens(flat).goes_quietly_as_far_as("sign")
    expect(plain_phone.button("Agree and sign")).to_be_visible()

    plain_phone.button("Cannot sign").tap()
    plain_phone.page.get_by_label(words("The hand cannot write"), exact=True).check()
    plain_phone.button("Record: cannot sign").tap()
    expect(plain_phone.control("complete")).to_be_visible()
    plain_phone.leaves()
