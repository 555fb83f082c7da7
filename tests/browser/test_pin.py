"""What the PIN closes: the technician's side of a phone that the owner held, and a tablet that nobody touches.

In one language: it is about what stands on the screen, and what does not.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import TABLET
from tests.browser.server import PASSWORD

pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)

FIGURES = "4827"


def chooses_a_pin(page, words):
    page.goto("/account")
    page.get_by_text(words("Choose a PIN")).click()
    page.get_by_label(words("New PIN")).fill(FIGURES)
    page.locator("#pin").get_by_label(words("The same once more")).fill(FIGURES)
    page.locator("#pin-password").fill(PASSWORD)
    page.get_by_role("button", name=words("Keep the PIN")).click()
    expect(page.get_by_text(words("You have a PIN."))).to_be_visible()


def gives_it_up(page, words):
    page.goto("/account")
    page.locator("summary").filter(has_text=words("Give the PIN up")).click()
    page.locator("#no-pin-password").fill(PASSWORD)
    page.locator("#pin").get_by_role("button", name=words("Give the PIN up")).click()
    expect(page.get_by_text(words("You have a PIN."))).to_have_count(0)


def test_what_lies_behind_the_owners_side_opens_by_the_pin_alone(phone_of, office, flat, browsers, words):
    office.has_an_order(flat, login="tech5")
    phone = phone_of("tech5")
    page = phone.page
    lock = page.get_by_role("dialog", name=words("Please hand the phone back"))
    pin, go_on = lock.get_by_label(words("The technician's PIN")), lock.locator("form:visible .button--primary")
    chooses_a_pin(page, words)
    phone.opens(flat).goes_quietly_as_far_as("card")
    expect(lock).to_have_count(0)
    phone.is_read_by_the_owner()  # the lock speaks as the owner reads

    page.goto("/my")
    lock.get_by_role("link", name=words("Back to the visit")).tap()
    expect(phone.visit).to_be_visible()
    page.wait_for_load_state()  # a press before the scripts are there is an ordinary form
    phone.turns_to_the_owner()
    phone.button("Come in").tap()
    phone.look_at("locked phone")
    pin.fill("0000")
    go_on.tap()
    expect(lock.locator("[data-said]")).to_have_text(words("That is not the PIN. Tries left: %(left)s", left=4))
    page.reload()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    pin.fill(FIGURES)
    go_on.tap()
    expect(lock).to_have_count(0)

    spent = words("The PIN was wrong five times. Now only the password opens, with a signal. What you pressed is kept.")
    phone.confirms_what_is_to_be_done()
    phone.button("Agree").tap()
    for left in (4, 3, 2, 1, 0):
        pin.fill("0000")
        go_on.tap()
        told = words("That is not the PIN. Tries left: %(left)s", left=left) if left else spent
        expect(lock.locator("[data-said]")).to_have_text(told)
    password = lock.get_by_label(words("The technician's password"))
    password.fill(PASSWORD)
    go_on.tap()
    no_signal = words("No signal: the password cannot be checked. What you pressed is kept.")
    expect(lock.locator("[data-said]")).to_have_text(no_signal)
    page.context.set_offline(False)
    password.fill(PASSWORD)
    go_on.tap()
    expect(lock).to_have_count(0)
    expect(phone.control("step", "work")).to_be_visible()
    phone.has_sent()
    gives_it_up(page, words)
    browsers.expected("ERR_INTERNET_DISCONNECTED")


def test_a_tablet_that_nobody_touches_is_locked_and_opens_by_the_pin(browsers, words):
    page = browsers.open("cleaning", **TABLET)
    chooses_a_pin(page, words)
    page.clock.install()
    page.goto("/board?day=2030-01-01")
    expect(page.locator("idle-lock")).to_be_attached()
    page.clock.fast_forward("06:00")
    expect(page).to_have_url(re.compile("/locked$"))
    browsers.look_at(page, "locked screen")

    page.get_by_label(words("Your PIN")).fill(FIGURES)
    page.get_by_role("button", name=words("Unlock")).tap()
    expect(page).to_have_url(re.compile("/board"))
    gives_it_up(page, words)
    # The board may have asked once more between the lock and the page of it.
    browsers.complaints = [said for said in browsers.complaints if "401 (Unauthorized)" not in said]
