"""The whole day with three people at once: written, assigned, done, signed, taken along, to be called back."""

import re

from playwright.sync_api import expect

from tests.browser import qr
from tests.browser.browsers import PHONE

TAPS_AT_MOST = 12  # from the door to the completed signature; the strokes of the signature are not counted


def test_an_order_goes_from_the_desk_to_the_call_back(office, desk, tablet, phone, browsers, flat, words):
    office.stays_late("tech2")
    tablet.page.goto("/board")
    tablet.look_at("board")

    order = desk.writes(flat, "ghjf", "WTR-008")
    desk.look_at("order page")
    expect(desk.opens(order)).to_contain_text(words.door(flat).split("栋")[-1].split("-")[-1])

    tablet.taps = 0
    tablet.assigns(order, "tech2")
    assert tablet.taps == 2

    phone.opens(flat)
    phone.taps = 0
    phone.goes_as_far_as("leave")
    assert phone.taps <= TAPS_AT_MOST

    phone.has_sent()
    address = qr.read(phone.page.get_by_role("img", name=words("Code of the owner's copy")))
    owner = browsers.open(**PHONE)
    owner.goto(address)
    expect(owner).to_have_url(re.compile("/copy/"))
    owner.get_by_role("link", name=words.own_name, exact=True).tap()
    expect(owner.get_by_role("heading", name=words("Service order"), exact=True)).to_be_visible()
    browsers.look_at(owner, "copy")
    owner.get_by_role("link", name=words("Is it genuine?")).tap()
    expect(owner).to_have_url(re.compile("/verify/"))
    owner.get_by_role("link", name=words.own_name, exact=True).tap()
    expect(owner.get_by_role("heading", name=words("Unchanged since it was signed"))).to_be_visible()
    browsers.look_at(owner, "verify")

    phone.leaves()
    phone.look_at("visit: over")
    desk.has_to_call(order)
    desk.look_at("call-backs")
