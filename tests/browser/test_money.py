"""The money of an order: due, paid, given back in part; then a month is closed and stays as it is (4.1.2)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import DESK, PHONE, Browsers
from tests.browser.people import Somebody

# The course has no language: it is gone through once.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)


def today() -> date:
    """On the branch's clocks."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def test_from_what_is_due_to_a_closed_month_and_the_file_for_the_bookkeeper(browsers: Browsers, words):
    cashier = Somebody(browsers, "cashier", **DESK)
    page, last_month = cashier.page, today().replace(day=1) - timedelta(days=1)
    page.goto("/money")
    page.locator("[data-order]").first.click()
    order = page.url

    def writes(button: str, sheet: str, **said: str) -> None:
        page.get_by_role("button", name=words(button), exact=True).click()
        dialog = page.locator(f"#{sheet}")
        dialog.get_by_role("radio").first.check()
        for name, value in said.items():
            dialog.locator(f"[name={name}]").fill(value)
        dialog.get_by_role("button", name=words("Write it down")).click()

    writes("Take a payment", "pay", amount="5", receipt="0004711")
    entries = page.locator("[data-entry]")
    expect(entries).to_have_count(1)
    expect(entries).to_contain_text("0004711")
    writes("Give back", "refund", amount="2", why="多收两元")
    expect(entries).to_have_count(2)
    expect(page.locator("[data-entry]").filter(has_text="0004711")).to_contain_text("¥5")  # as it was written
    cashier.look_at("money of an order")

    page.goto(f"/money/months/{last_month:%Y-%m}")
    page.get_by_role("button", name=words("Close the month")).click()
    page.get_by_role("dialog").get_by_role("button", name=words("Close the month")).click()
    expect(page.get_by_text(words("closed"), exact=True)).to_be_visible()
    page.goto(order)
    writes("Take a payment", "pay", amount="1", receipt="0004712", day=last_month.isoformat())
    expect(page.locator(".notice")).to_contain_text(f"{last_month:%Y-%m}")
    expect(entries).to_have_count(2)
    browsers.complaints = [said for said in browsers.complaints if " 422 " not in said]  # as it must be refused

    page.goto(f"/money/months/{today():%Y-%m}")
    with page.expect_download() as file:
        page.get_by_role("button", name="CSV").click()
    assert "0004711" in file.value.path().read_text(encoding="utf-8-sig")


def test_on_a_phone_every_amount_is_on_the_screen(browsers: Browsers, words):
    cashier = Somebody(browsers, "cashier", **PHONE)
    page = cashier.page
    for name, where in (("open amounts", "/money"), ("the books", f"/money/months/{today():%Y-%m}")):
        page.goto(where)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert page.evaluate(
            "[...document.querySelectorAll('.table-frame')].every(one => one.scrollWidth <= innerWidth)"
        )
        cashier.look_at(f"{name} on a phone")
    page.goto("/money")
    expect(page.locator("td.folds__sum b").first).to_be_in_viewport(ratio=1)
