"""The phone by itself says the same of a line without a price as the server: in no sum, and not to be done."""

import pytest
from playwright.sync_api import expect

# Sums have no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)

STRIP = "柜板防水条加固"


def test_without_signal_an_unpriced_line_is_in_no_sum_and_nobody_calls_it_agreed(visiting_at):
    phone = visiting_at("look")
    phone.has_sent()
    phone.page.wait_for_load_state("networkidle")
    phone.page.context.set_offline(True)
    phone.page.get_by_text(phone.words("Something off the list")).tap()
    phone.page.locator("#words").fill(STRIP)
    phone.page.get_by_role("button", name=phone.words("Ask the supervisor")).tap()
    phone.confirms_what_is_to_be_done()
    expect(phone.page.locator(".price-total")).to_contain_text("另有 1 项待定价")

    phone.hears_yes()

    expect(phone.page.locator("[data-slot=priced]")).not_to_contain_text(STRIP)
    expect(phone.page.locator("[data-when=unpriced]")).to_contain_text("未定价，先别做")
    expect(phone.page.locator("[data-when=unpriced]")).to_contain_text(STRIP)
    phone.browsers.expected("ERR_INTERNET_DISCONNECTED")
