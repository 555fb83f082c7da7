"""Screens that no course of a day comes by."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import DESK, PHONE
from tests.browser.people import Somebody
from tests.browser.server import PASSWORD

# First letters are those of the Chinese names.
once = pytest.mark.parametrize("words", ["zh"], indirect=True)


def test_somebody_signs_in_and_out(browsers, words):
    page = browsers.open(**PHONE)
    page.goto("/sign-in")
    page.get_by_role("button", name=words.own_name).click()
    browsers.look_at(page, "sign-in")
    page.goto("/offline")
    browsers.look_at(page, "no signal")
    page.goto("/sign-in")
    browsers.office.store_of("tech8", words.language)  # from here on tech8 reads the language of the test
    page.get_by_label(words("Login"), exact=True).fill("tech8")
    page.get_by_label(words("Password"), exact=True).fill(PASSWORD)
    page.get_by_role("button", name=words("Sign in")).click()
    expect(page).to_have_url(re.compile("/my$"))

    page.goto("/my/phone")
    page.get_by_role("button", name=words("Sign out")).click()
    expect(page.get_by_role("heading", name=words("Home service"))).to_be_visible()


def test_the_phone_s_other_pages(phone):
    for name, path in {"catalogue": "/my/catalogue", "phone page": "/my/phone"}.items():
        phone.page.goto(path)
        phone.look_at(name)


@once
def test_the_catalogue_is_searched_by_first_letters(phone):
    phone.page.goto("/my/catalogue")
    phone.page.get_by_role("searchbox").press_sequentially("ghjf")
    expect(phone.page.get_by_role("listitem").filter(visible=True)).to_have_count(1)


def test_the_desk_s_pages(desk):
    for name, path in {"order list": "/desk/orders", "call-backs": "/desk/call-backs"}.items():
        desk.page.goto(path)
        desk.look_at(name)
    desk.page.goto("/desk/orders/new")
    desk.look_at("new order, empty")
    desk.chooses_the_room("3-503")
    desk.chooses_the_item("ghjf", "WTR-008")
    desk.look_at("new order")


def test_the_supervisor_s_pages(tablet):
    tablet.page.goto("/board")
    tablet.look_at("board")
    tablet.page.locator("a.waiting[data-order]").first.tap()
    expect(tablet.page.get_by_role("complementary", name=tablet.words("Order in hand"))).to_be_visible()
    tablet.look_at("board with a job in hand")
    tablet.page.goto("/board/week")
    tablet.look_at("week")
    tablet.page.goto("/board/procedure")
    tablet.look_at("procedure")


def test_the_office_s_pages_of_the_catalogue(browsers):
    general = Somebody(browsers, "general", **DESK)
    general.page.goto("/office/catalogue")
    general.look_at("catalogue versions")
    prices = general.page.locator(".price-page a").get_attribute("href")
    general.page.goto(general.page.locator("[data-version]").last.get_attribute("href") or "")
    general.look_at("catalogue version")
    general.page.goto("/office/catalogue/imports")
    general.look_at("catalogue import")
    owner = browsers.open(**PHONE)
    owner.goto(f"{prices}?lang={browsers.words.tag[:2]}")
    browsers.look_at(owner, "prices")
