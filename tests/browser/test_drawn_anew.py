"""A page that keeps itself true leaves alone what somebody has in hand: what is open, what is typed, what was told."""

import pytest
from playwright.sync_api import expect

# What is open has no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)


def test_an_open_fold_and_a_notice_stay_when_something_happens_elsewhere(office, desk, flats, words):
    desk.opens(office.takes_down(next(flats), "AGT-009"))
    desk.is_up_to_date()
    desk.page.locator("#errand").get_by_text(words("Money advanced")).click()
    amount = desk.page.locator("#amount-advance")
    amount.fill("200")
    desk.page.route("**/phone", lambda route: route.abort("internetdisconnected"))
    desk.button("Show").click()
    told = words("No signal: this did not go out. Press again when there is one.")
    expect(desk.page.locator("#notice")).to_contain_text(told)

    page = desk.page.locator("live-list#order")
    before = page.get_attribute("data-feed")
    office.takes_down(next(flats))
    expect(page).not_to_have_attribute("data-feed", before)
    expect(amount).to_be_visible()
    expect(amount).to_have_value("200")
    expect(desk.page.locator("#notice")).to_contain_text(told)
    for complaint in ("ERR_INTERNET_DISCONNECTED", "Failed to fetch"):
        desk.browsers.expected(complaint)
