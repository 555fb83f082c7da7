"""A technician who forgot the password, on the telephone with the front desk. In one language: it is about the way."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import PHONE

NEW = "a password of my own"


@pytest.mark.parametrize("words", ["zh"], indirect=True)
def test_a_code_read_out_by_the_desk_lets_a_technician_in_on_the_phone(desk, browsers, words):
    desk.page.goto("/desk/codes?q=0220")  # whom no other test signs in here: the password is another one afterwards
    desk.look_at("sign-in codes")
    desk.button("Read out a code").click()
    code = desk.page.locator("[data-code]").inner_text()
    desk.look_at("sign-in code")

    phone = browsers.open(**PHONE)
    phone.goto("/sign-in")
    phone.get_by_label(words("Login")).fill("tech4")
    phone.get_by_label(words("Password")).fill(code)
    phone.get_by_role("button", name=words("Sign in"), exact=True).tap()
    expect(phone.get_by_label(words("The same once more"))).to_be_visible()
    browsers.look_at(phone, "new password")
    phone.get_by_label(words("New password")).fill(NEW)
    phone.get_by_label(words("The same once more")).fill(NEW)
    phone.get_by_role("button", name=words("Keep it and sign in")).tap()
    expect(phone).to_have_url(re.compile("/my$"))
