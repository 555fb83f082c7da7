"""A purchase with money advanced (4.4.1, 4.4.2): laid down at the desk, spent where there is no signal, signed."""

import re

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.browsers import PHONE, TABLET, Browsers
from tests.browser.office import Office
from tests.browser.people import Desk, Tablet
from tests.browser.phone import Phone
from tests.photographs import a_jpeg

# The course has no language: it is gone through once.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)


def test_an_errand_with_money_advanced(office: Office, desk: Desk, browsers: Browsers, flat: str):
    office.stays_late("tech11")
    words = desk.words
    desk.page.goto("/desk/orders/new")
    desk.chooses_the_room(flat)
    desk.chooses_the_item("dgryp", "AGT-009")
    desk.button("To the butler service").click()
    money = desk.page.locator("#errand")
    money.get_by_text(words("Money advanced")).click()
    money.locator("#amount-advance").fill("200")
    money.get_by_role("button", name=words("Note it")).last.click()
    expect(money).to_contain_text("¥200")
    order = desk.page.locator("[data-order]").first.get_attribute("data-order")
    assert order
    Tablet(browsers, "butler", **TABLET).assigns(order, "tech11")

    runner = Phone(browsers, "tech11", **PHONE).opens(flat)
    runner.goes_quietly_as_far_as("look")
    runner.has_sent()
    runner.page.wait_for_load_state("networkidle")
    runner.page.context.set_offline(True)
    runner.page.get_by_text(words("Money and receipts of the errand")).tap()
    runner.page.get_by_text(words("Spent: a receipt")).tap()
    runner.page.locator("#words-receipt").fill("大米 5 公斤")
    runner.page.locator("#amount-receipt").fill("68.50")
    slip: FilePayload = {"name": "slip.jpg", "mimeType": "image/jpeg", "buffer": a_jpeg()}
    runner.page.locator("#photo-receipt").set_input_files(slip)
    runner.press("receipt")
    expect(runner.page.get_by_text("¥131.50")).to_be_visible()
    runner.look_at("errand's money")
    runner.page.context.set_offline(False)
    runner.has_sent()
    expect(money).to_contain_text("¥131.50")  # at the desk, by itself
    browsers.complaints = [said for said in browsers.complaints if "ERR_INTERNET_DISCONNECTED" not in said]

    runner.confirms_what_is_to_be_done()
    expect(runner.page.get_by_text(words("The errand's money comes beside it: %(sum)s", sum="¥68.50"))).to_be_visible()
    for step in ("hears_yes", "does_the_work", "tries_it"):
        getattr(runner, step)()
    expect(runner.page.get_by_text(words("You pay in all"))).to_be_visible()
    expect(runner.page.get_by_text("¥131.50")).to_be_visible()  # before the owner signs
    runner.has_it_signed()
    runner.leaves()
    desk.opens(order)
    copy = desk.page.locator("a[href^='/copy/']").get_attribute("href")
    assert copy
    desk.page.goto(copy)
    expect(desk.page.get_by_text("大米 5 公斤")).to_be_visible()


@pytest.mark.parametrize("by", ["script", "plain form"])
def test_an_amount_that_is_none_is_refused_at_its_field(office: Office, browsers: Browsers, flat: str, by: str):
    words, order = browsers.words, office.takes_down(flat, "AGT-009")
    office.stays_late("tech11")
    Tablet(browsers, "butler", **TABLET).assigns(order, "tech11")
    runner = Phone(browsers, "tech11", java_script_enabled=by == "script", **PHONE).opens(flat)
    errand, told = runner.page.locator("#errand"), runner.page.locator("#errand .field__fault")
    errand.get_by_text(words("Money and receipts of the errand")).tap()

    for fold, verb, wrong in (("Spent: a receipt", "receipt", "六十八"), ("Money advanced", "advance", "0")):
        amount, what_for = runner.page.locator(f"#amount-{verb}"), runner.page.locator(f"#words-{verb}")
        errand.get_by_text(words(fold)).tap()
        what_for.fill("大米")
        amount.fill(wrong)
        runner.press(verb)
        expect(told).to_contain_text("999.99")
        expect(told).to_be_in_viewport()
        expect(amount).to_be_in_viewport()
        expect(amount).to_be_focused()
        expect(amount).to_have_accessible_description(re.compile("999.99"))
        expect(amount).to_have_value(wrong)
        expect(what_for).to_have_value("大米")
    runner.look_at("errand's money, a wrong amount")

    amount.fill("200")
    runner.press("advance")
    expect(errand).to_contain_text("¥200")
    expect(told).to_have_count(0)
    expect(runner.page.locator("#notice")).to_be_empty()
    if by == "plain form":
        browsers.expected("422")
