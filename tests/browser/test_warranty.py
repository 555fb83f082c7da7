"""A defect under warranty goes to the developer's own page and comes back (4.3.4, 4.5.4 4))."""

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import PHONE, Browsers
from tests.browser.people import Desk, Tablet

# The course has no language: it is gone through once.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)


def test_a_hand_over_and_its_return(desk: Desk, tablet: Tablet, browsers: Browsers, flat: str, office):
    order = desk.writes(flat, "ghjf", "WTR-008")
    words = desk.words
    desk.button("To the developer").click()
    sheet = desk.page.locator("#developer")
    sheet.get_by_label(words("Which part")).select_option("waterproofing")
    sheet.get_by_label(words("What is defect, since when")).fill("淋浴间外墙渗水，上月开始")
    hand_over = sheet.get_by_role("button", name=words("Hand over"), exact=True)
    hand_over.click()  # without the owner's consent the browser asks for it first
    expect(sheet).to_be_visible()
    agreed = words("The owner agrees that name, number and photos go to the developer for this repair")
    sheet.get_by_label(agreed).check()
    hand_over.click()
    link = desk.page.locator("#with-developer a[href*='/developer/']").get_attribute("href")
    desk.look_at("order with the developer")

    engineer = browsers.open(**PHONE)
    engineer.goto(link[link.index("/developer/") :])
    expect(engineer.get_by_text("淋浴间外墙渗水，上月开始")).to_be_visible()
    browsers.look_at(engineer, "developer's page")
    engineer.get_by_label(words("Your name")).first.fill("钱工")
    engineer.get_by_role("button", name=words("We have it"), exact=True).tap()
    expect(desk.page.locator("#with-developer").get_by_text("钱工")).to_be_visible()  # by itself

    engineer.get_by_role("radio", name=words("Repaired"), exact=True).check()
    engineer.get_by_role("button", name=words("Send"), exact=True).tap()
    expect(desk.page.locator("#with-developer")).to_contain_text(words("We look at the repair with the owner"))
    desk.page.goto("/desk/developer")
    expect(desk.page.locator(f"[data-order='{order}']")).to_be_visible()
    desk.look_at("with the developer")

    desk.opens(order)
    desk.button("One of ours goes").click()
    desk.page.locator("#developer-visit").get_by_role("button", name=words("To the supervisor")).click()
    expect(desk.page.locator("#with-developer")).to_have_count(0)
    expect(desk.page.locator(".sums").first).to_contain_text(words("under warranty"))
    tablet.takes_in_hand(order)
    expect(tablet.page.get_by_role("complementary")).to_contain_text(words("Under warranty"))
