"""Long-term service by five people, from the request to the statement and to the stop notice (4.2.4, 4.2.5)."""

import re
import time
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import DESK, TABLET, Browsers
from tests.browser.people import Somebody

# The course has no language: it is gone through once, in English, because the pages' own tests read Chinese.
pytestmark = pytest.mark.parametrize("words", ["en"], indirect=True)


def test_from_the_request_to_the_statement_and_to_the_stop_notice(browsers: Browsers, flat, words):
    desk = Somebody(browsers, "desk", **DESK)
    desk.page.goto(f"/office/agreements/new?q={flat}")
    desk.page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    expect(desk.button("Put it to the supervisor")).to_be_visible()
    for box in desk.page.get_by_role("group", name=words("Days of the week")).get_by_role("checkbox").all():
        box.check()
    desk.look_at("agreement request")
    desk.button("Put it to the supervisor").click()
    desk.page.wait_for_url(re.compile(r"/office/agreements/[0-9a-f]{8}-[0-9a-f-]{27}$"))
    agreement = desk.page.url

    supervisor = Somebody(browsers, "cleaning", **TABLET)
    supervisor.page.goto(agreement)
    supervisor.page.get_by_label(words("Price in yuan")).fill("45")
    supervisor.page.get_by_role("radio", name="郑秀英").check()
    supervisor.look_at("agreement, asked for")
    supervisor.button("Yes, we can").click()

    operations = Somebody(browsers, "operations", **DESK)
    operations.page.goto("/office/agreements")
    operations.page.locator(f"[href='{agreement[agreement.index('/office') :]}']").first.click()
    operations.button("Approve").click()

    desk.page.reload()
    desk.page.get_by_role("link", name=words("Sign on the screen")).click()
    desk.page.get_by_role("link", name=words.own_name).click()  # turned to the owner, it speaks the owner's language
    pad = desk.page.get_by_role("img", name=words("Signature"), exact=True)  # drawn by its script
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    desk.page.mouse.move(box["x"] + 40, box["y"] + 40)
    desk.page.mouse.down()
    desk.page.mouse.move(box["x"] + 160, box["y"] + 90, steps=6)
    desk.page.mouse.up()
    desk.look_at("agreement, to be signed")
    desk.button("Agree and sign").click()
    expect(desk.page.locator("[data-state=in_force]")).to_be_visible()

    visits = desk.page.locator("[data-visit-order]")
    until = time.monotonic() + 60
    while not visits.count() and time.monotonic() < until:  # the worker makes them
        desk.page.reload()
    expect(visits).to_have_count(12)  # of fourteen; the list is that long
    desk.look_at("agreement")

    desk.page.get_by_role("link", name=words("Statement of the month")).click()
    expect(desk.page.locator("[data-count=signed]")).to_have_text("0")
    expect(desk.page.locator("[data-total='0']")).to_be_visible()
    desk.look_at("agreement statement")

    operations.page.goto(agreement)
    operations.page.get_by_role("button", name=words("Stop it"), exact=True).click()
    stops = date.today() + timedelta(days=2)
    sheet = operations.page.get_by_role("dialog", name=words("Stop it for good"))
    sheet.get_by_label(words("From which day nobody comes")).fill(stops.isoformat())
    sheet.get_by_label(words("The reason, as the owner reads it")).fill("保洁员离职，暂无人接替")
    operations.button("Stop and write the notice").click()
    notice = operations.page.locator("[data-notice=stop]")
    expect(notice).to_contain_text("保洁员离职，暂无人接替")
    operations.look_at("agreement notice")
    operations.page.goto(agreement)
    operations.page.get_by_role("button", name=words("It was delivered")).click()
    operations.button("Put it on record").click()
    expect(operations.page.locator("[data-what]").first).to_have_attribute("data-what", re.compile("deliver"))
    assert operations.page.locator("[data-visit-order]").count() <= 3
