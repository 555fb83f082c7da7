"""The whole visit with the network off, from a cold start; and what the server knows of it afterwards.

What works without signal is tried out here and told in the README, where `make docs` writes it.
"""

import os
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.faulty import without_signal
from tests.browser.faulty.checks import all_is_there
from tests.browser.faulty.without_signal import WithoutSignal
from tests.browser.phone import COURSE
from tests.photographs import a_jpeg

# Neither clocks nor signals have a language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)

# A phone whose clock is so many milliseconds ahead.
AHEAD = """{
  const Right = Date
  const ahead = %d
  window.Date = class extends Right {
    constructor(...parts) { parts.length ? super(...parts) : super(Right.now() + ahead) }
    static now() { return Right.now() + ahead }
  }
}"""
NOT_KEPT = {
    "/account": ("My account", "the phone says so"),
    "/sign-in": ("Signing in", "the phone says so; nobody is signed out by having no signal"),
}
UNDER_WARRANTY = "3-2601"  # handed over in June 2023
CLOSE_ENOUGH = timedelta(seconds=10)


@pytest.mark.parametrize("hours", [0, 5], ids=["clock right", "five hours ahead"])
def test_a_whole_visit_with_the_network_off(street, branch, words, hours):
    li, visit = in_a_cellar(street, *([AHEAD % (hours * 3_600_000)] if hours else []))
    began = datetime.now(UTC)
    li.page.locator(f"a[href$='/my/visits/{visit}']").first.tap()
    li.goes_as_far_as("work")
    li.takes_a_photo("before", a_jpeg(2400, 1800))
    li.does_the_work()
    li.tries_it()
    li.has_it_signed()
    expect(li.page.get_by_role("img", name=words("Code of the owner's copy"))).to_be_visible()
    li.leaves()
    over = datetime.now(UTC)
    li.handset.kill()
    assert not branch.ledger.commands([visit])

    li.road.open()
    li.handset.start()
    li.page.goto("/")
    li.sends_all(visit)
    all_is_there(street, li, visit)
    assert branch.ledger.state_of(visit) == "call_back_due"
    assert len(branch.ledger.signers_of(visit)) == 1
    assert len(branch.ledger.photos_of(visit)) == 1
    for moment in branch.ledger.moments(visit):
        assert began - CLOSE_ENOUGH <= moment.at <= over + CLOSE_ENOUGH, moment
        assert abs(moment.device_at - timedelta(hours=hours) - moment.at) <= CLOSE_ENOUGH, moment
        assert moment.received_at >= over, moment


def test_what_works_without_signal_is_what_the_readme_says(street, words):
    li, visit = in_a_cellar(street, flat=UNDER_WARRANTY)
    table = WithoutSignal(li)
    expect(li.page.locator(f"a[href$='/my/visits/{visit}']").first).to_be_visible()
    table.shows("Today, when the app is opened")
    the_other_pages(li, table)

    li.looks_at(visit)
    li.page.locator("form[action$='phone-number'] button").first.tap()
    expect(li.page.locator("#notice a[href^='tel:']")).to_have_text(words("Customer centre"))
    expect(
        li.page.get_by_text(words("No signal: the owner's number cannot be fetched now. Ask the customer centre."))
    ).to_be_visible()
    table.needs_it("The owner's telephone number", "the phone says so, and calls the customer centre")
    for step, act in COURSE.items():
        if step == "work":
            li.takes_a_photo("before", a_jpeg())
            expect(li.page.locator(".photo img").first).to_be_visible()
            table.shows("Photos before and after, at once on the screen", "kept, sent later")
        if step == "look":
            table.presses("warranty", is_under_warranty_and_is_not)
        table.presses(step, act)
    for path, screen in NOT_KEPT.items():
        li.page.goto(path)
        expect(li.page.get_by_role("heading", name=words("No signal"))).to_be_visible()
        table.needs_it(*screen)

    if os.environ.get("README") == "write":
        without_signal.tell(str(table))
    assert without_signal.told() == str(table), f"`make docs` writes it:\n{table}"


def in_a_cellar(street, *scripts, flat=""):
    """The day is on the phone; then the browser is killed, the network goes, and the app is opened from its address."""
    li, visit = street.technician("tech2", *scripts), street.branch.visit_for("tech2", flat)
    li.handset.start()
    li.signs_in()
    li.has_the_day([visit])
    li.handset.stop()  # the browser writes its cookies down
    li.handset.start()
    li.handset.kill()
    li.road.close()
    li.handset.start()
    li.page.goto("/")
    expect(li.page).to_have_url(f"{li.road.address}/my")
    return li, visit


def is_under_warranty_and_is_not(li):
    for said in ("Under warranty: no charge", "Not under warranty after all"):
        li.tap(li.page.get_by_role("button", name=li.words(said)))
    expect(li.page.get_by_role("button", name=li.words("Under warranty: no charge"))).to_be_visible()


def the_other_pages(li, table):
    li.page.goto("/my/catalogue")
    li.page.get_by_role("searchbox").press_sequentially("ghjf")
    expect(li.page.get_by_role("listitem").filter(visible=True)).to_have_count(1)
    table.shows("The catalogue, with its search")
    li.page.goto("/my/phone")
    expect(li.page.locator("phone-page")).to_be_visible()
    table.shows("The phone's page: what waits, press by press")
