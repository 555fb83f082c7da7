"""The wait at the door in a real browser: the ring counts, and what comes too early stays asleep (4.5.1)."""

import re

import pytest
from playwright.sync_api import expect

# A bell has no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)


@pytest.fixture
def ringing(visiting_at):
    """The bell has just been rung once."""
    visiting = visiting_at("bell")
    visiting.rings()
    return visiting


def test_the_ring_counts_and_wakes_the_buttons_at_five_seconds(ringing):
    again, nobody = ringing.control("ring"), ringing.page.get_by_role("link", name=ringing.words("Nobody answers"))
    for asleep in (again, nobody):
        expect(asleep).to_have_attribute("aria-disabled", "true")
    nobody.tap(force=True)
    expect(ringing.page.get_by_role("timer")).to_be_visible()

    expect(again).not_to_have_attribute("aria-disabled", "true")

    expect(ringing.page.locator(".ring__number")).to_have_text(re.compile("[5-9]|10"))
    again.tap()
    expect(ringing.page.locator("[data-step=bell2]")).to_be_visible()


def test_the_next_step_is_read_out_first(ringing):
    expect(ringing.page.locator("#step-title")).to_be_focused()


def test_a_reload_goes_on_counting(ringing):
    ringing.page.wait_for_timeout(6_000)
    ringing.page.reload()
    counted = re.compile("^([6-9]|10)$")  # from the beginning it would not be there yet
    expect(ringing.page.locator(".ring__number")).to_have_text(counted, timeout=4_500)


@pytest.mark.parametrize("hours", [1, -1], ids=["after an hour in a pocket", "when the clock is put back"])
def test_it_goes_by_the_clock_when_the_phone_has_slept(ringing, hours):
    ringing.page.evaluate(
        "hours => { const now = Date.now; Date.now = () => now() + hours * 3_600_000 }",
        hours,
    )
    shown = ringing.page.locator(".ring__number")
    if hours > 0:
        expect(shown).to_have_text("10", timeout=4_000)  # without the hour it would take longer
    else:
        expect(shown).to_have_text(re.compile("^[1-9]$"))
