"""The owner signs a correction by the link, on their own phone: drawn, and let stand for three seconds."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import PHONE, Browsers
from tests.browser.people import Desk

# The pad has no language: it is drawn on once.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)


def test_a_correction_is_opened_at_the_desk_and_signed_by_the_owner_from_the_link(
    desk: Desk, browsers: Browsers, words
):
    page = desk.page
    page.goto("/desk/call-backs")
    order = page.locator("[data-order]").first.get_attribute("data-order")
    page.goto(f"/desk/orders/{order}")
    copy = page.locator('a[href^="/copy/"]').first.get_attribute("href")
    page.get_by_role("link", name=words("Correct what was signed")).click()
    page.get_by_label(re.compile(re.escape(words("Quantity (%(unit)s)").split("%")[0]))).first.fill("3")
    page.get_by_label(words("Why the signed version is wrong")).fill("少算了")
    page.get_by_role("button", name=words("Look at both versions")).click()
    expect(page.locator(".both tbody tr[data-state=changed]")).to_have_count(1)
    page.get_by_role("button", name=words("Put it before the owner")).click()
    expect(page.locator("[data-correction]")).to_contain_text("少算了")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.is_up_to_date()
    taken = page.locator("copy-link")
    taken.get_by_role("button").click()
    expect(taken).to_contain_text(words("Copied"))
    assert page.evaluate("navigator.clipboard.readText()") == taken.get_by_role("link").get_attribute("href")

    owner = browsers.open(**PHONE)
    owner.goto(copy)
    owner.get_by_role("link", name=words("Look and answer")).click()
    expect(owner.locator(".both")).to_be_visible()
    agree = owner.get_by_role("button", name=words("Agree and sign"))
    expect(agree).to_have_attribute("aria-disabled", "true")
    pad = owner.get_by_role("img", name=words("Signature"), exact=True)
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    owner.mouse.move(box["x"] + 40, box["y"] + 40)
    owner.mouse.down()
    owner.mouse.move(box["x"] + 160, box["y"] + 90, steps=6)
    owner.mouse.up()
    agree.click()
    expect(owner.locator(".copy__drawn")).to_be_visible()
    expect(owner.get_by_text(words("Version %(number)s is in force", number=2))).to_be_visible()
    expect(
        page.locator("[data-version-number='2'][data-standing=in_force]")
    ).to_be_visible()  # the desk sees it by itself
