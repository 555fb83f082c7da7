"""A passkey, with the browser's own authenticator. In one language: it is about the way in."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import PHONE
from tests.browser.server import PASSWORD

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.mark.parametrize("words", ["zh"], indirect=True)
def test_a_technician_adds_a_passkey_comes_in_with_it_and_removes_it(browsers, words, address):
    named = address.replace("127.0.0.1", "localhost")  # a number is no name that a passkey could be bound to
    page = browsers.open(**PHONE)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    page.goto(f"{named}/sign-in")
    page.get_by_label(words("Login")).fill("tech9")
    page.get_by_label(words("Password")).fill(PASSWORD)
    page.get_by_role("button", name=words("Sign in"), exact=True).tap()
    expect(page).to_have_url(re.compile("/my$"))

    page.goto(f"{named}/account")
    browsers.look_at(page, "account")
    page.get_by_text(words("Add a passkey")).tap()
    page.get_by_label(words("What you call it")).fill("工作手机")
    page.locator("#passkey-password").fill(PASSWORD)
    page.get_by_role("button", name=words("Make it on this device")).tap()
    expect(page.locator("[data-passkey-name]")).to_have_text(re.compile("工作手机"))

    _nobody_is_signed_in(page)
    page.goto(f"{named}/sign-in?next=/account")
    page.get_by_role("button", name=words("Sign in with a passkey")).tap()
    expect(page).to_have_url(re.compile("/account$"))
    page.get_by_role("button", name=words("Remove")).tap()
    expect(page.locator("[data-passkey-name]")).to_have_count(0)

    _nobody_is_signed_in(page)
    page.goto(f"{named}/sign-in")
    page.get_by_role("button", name=words("Sign in with a passkey")).tap()
    gone = words("Nobody here has this passkey any more. Sign in with your password.")
    expect(page.locator("#notice .notice__title")).to_have_text(gone)
    browsers.expected("422")


def _nobody_is_signed_in(page):
    page.goto("about:blank")  # an open page goes on asking what to ring for, and would be told 401
    page.context.clear_cookies()
