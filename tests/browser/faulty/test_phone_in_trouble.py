"""What may befall the phone itself: an old page, a sign-in that ended, another person, no room, a new build."""

import pytest
from playwright.sync_api import expect

from tests.browser.faulty.checks import all_is_there, begun, nothing_disappears

# Troubles have no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)

FULL = """() => {
  const add = IDBObjectStore.prototype.add
  IDBObjectStore.prototype.add = function (what) {
    if (window.full) throw new DOMException("The phone is full", "QuotaExceededError")
    return add.call(this, what)
  }
  window.full = true
}"""


def test_what_was_sent_does_not_disappear_with_an_old_page(street, words):
    li, visit = begun(street, "tech3")
    nothing_disappears(li, visit)


def test_a_sign_in_that_ended_in_the_basement_costs_nothing(street, words):
    li, visit = begun(street, "tech4")
    li.road.close()
    li.goes_on(visit, "covers")
    li.handset.browser.clear_cookies()
    li.road.open()
    li.flushes()
    assert li.waiting()["commands"] == len(li.handset.kept), "A 401 changes nothing"
    li.page.goto("/my")
    expect(li.page.locator("[data-sign-in]").first).to_be_visible()
    li.signs_in()
    li.sends_all(visit)
    all_is_there(street, li, visit)


def test_somebody_else_signs_in_on_the_same_phone(street, branch, words):
    li, visit = begun(street, "tech5")
    li.road.close()
    li.goes_on(visit, "covers")
    li.handset.browser.clear_cookies()
    li.road.open()
    li.login = "tech6"
    li.signs_in()
    other = branch.visit_for("tech6")
    li.looks_at(other)
    li.goes_on(other, "covers")
    li.sends_all(other)
    assert not branch.ledger.commands([visit]), "What Li pressed was sent by somebody else"
    assert not li.looks_at(visit)

    li.handset.browser.clear_cookies()
    li.login = "tech5"
    li.signs_in()
    li.sends_all(visit)
    all_is_there(street, li, visit, other)
    assert len({row.by for row in branch.ledger.commands([visit, other])}) == 2


def test_a_phone_that_is_full_says_so_and_shows_nothing_that_it_did_not_keep(street, words):
    li, visit = begun(street, "tech6")
    li.road.close()
    li.page.evaluate(FULL)
    step = li.step
    li.press("arrive")
    said = words("This phone has no room left: nothing was noted. Make room, then press once more.")
    expect(li.page.get_by_text(said)).to_be_visible()
    assert li.step == step and not li.handset.kept
    li.page.evaluate("window.full = false")
    li.goes_on(visit, "covers")
    li.road.open()
    li.sends_all(visit)
    all_is_there(street, li, visit)


def test_a_new_build_in_mid_queue_loses_no_tap(street, branch, another_build, words):
    li, visit = begun(street, "tech2")
    li.road.close()
    li.goes_on(visit, "bell")
    li.road.server = another_build
    li.road.open()
    li.sends_all(visit)
    li.page.reload()
    li.goes_on(visit, "greet")
    li.road.close()
    li.reloads()
    assert li.is_at(visit), "The pages of the new build are on the phone as well"
    li.goes_on(visit, "look")
    li.road.open()
    li.sends_all(visit)
    all_is_there(street, li, visit)
