"""One job, given by keyboard and given by dragging: the same assignment at the same time (4.3.2)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.browsers import DESK
from tests.browser.people import Somebody

LOGIN = "tech2"
OPENS, HOURS, WANTED = 8, 12, 10  # the day's strip begins at eight and is twelve hours long

# Keys and pointers are the same in both languages.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)


def test_by_keyboard_and_by_dragging_it_is_the_same_assignment(browsers, office, flat, words):
    supervisor, order = Somebody(browsers, "repair", **DESK), office.takes_down(flat)
    page, tomorrow = supervisor.page, f"{datetime.now(ZoneInfo('Asia/Shanghai')) + timedelta(days=1):%Y-%m-%d}"
    undo = page.locator("#toast").get_by_role("button", name=words("Undo"))

    page.goto(f"/board?order={order}&reach=day&day={tomorrow}")
    page.locator("#begins").select_option(f"{tomorrow}T{WANTED}:00")
    page.wait_for_url("**begins=*")
    page.locator(f"#card-{order}").focus()
    walk_to(page, LOGIN)
    page.keyboard.press("Enter")
    by_keyboard = bar(page, order).get_attribute("aria-label")
    undo.press("Enter")
    expect(page.locator(f"#card-{order}")).to_be_visible()

    page.goto(f"/board?reach=day&day={tomorrow}")
    drag(page, page.locator(f"#card-{order}"))
    expect(undo).to_be_visible()
    assert bar(page, order).get_attribute("aria-label") == by_keyboard
    assert f"{WANTED}:00–" in (by_keyboard or "")


def test_a_time_that_has_passed_is_refused_in_its_sheet_which_stays_open(browsers, office, flat, words):
    supervisor, order = Somebody(browsers, "repair", **DESK), office.takes_down(flat)
    page, typed = supervisor.page, {"wanted_from": "2025-01-01T09:15", "wanted_until": "2025-01-01T10:15"}
    page.goto(f"/board?order={order}")
    page.locator(".detail__foot [popovertarget='rearrange']").click()
    page.locator("#another-time").evaluate("form => { form.noValidate = true }")
    for name, words_typed in typed.items():
        page.locator(f"#{name}").fill(words_typed)
    page.locator("#another-time button").click()
    expect(page.locator("#wanted_until-fault")).to_be_visible()
    browsers.expected("422")
    for name, words_typed in typed.items():
        expect(page.locator(f"#{name}")).to_have_value(words_typed)


def bar(page: Page, order: str) -> Locator:
    """The job on the strip of whoever got it."""
    return page.locator(f"#person-{LOGIN} a[data-order='{order}']")


def walk_to(page: Page, login: str) -> None:
    """From the card to the people, and among them to this one, by arrows alone."""
    page.keyboard.press("ArrowRight")
    for key in ["ArrowUp"] * 8 + ["ArrowDown"] * 8:
        if page.evaluate("document.activeElement.dataset.person") == login:
            return
        page.keyboard.press(key)


def drag(page: Page, card: Locator) -> None:
    """Onto the strip, at the wanted hour."""
    card.scroll_into_view_if_needed()
    begins, strip = card.bounding_box(), page.locator(f"#person-{LOGIN} > svg.strip").bounding_box()
    assert begins and strip
    page.mouse.move(begins["x"] + 20, begins["y"] + 20)
    page.mouse.down()
    page.mouse.move(begins["x"] + 60, begins["y"] + 20)
    page.mouse.move(strip["x"] + strip["width"] * (WANTED - OPENS) / HOURS, strip["y"] + 20, steps=4)
    page.mouse.up()
