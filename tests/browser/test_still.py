"""Whatever the phone says of itself meanwhile, what lies under the finger stays there."""

import json
import re

import pytest
from playwright.sync_api import Page, Route, expect

# Where things stand has no language, but for words that are longer in one of them.
once = pytest.mark.parametrize("words", ["zh"], indirect=True)
longest = pytest.mark.parametrize("words", ["en"], indirect=True)

RING = {"token": "t", "key": "k", "urgent": False, "path": "/my", "title": "5-1201", "body": "10:50"}
PLACES = """(where) => [...document.querySelectorAll(where)].map((each) => {
  const { x, y, width, height } = each.getBoundingClientRect()
  return [x, y, width, height].map(Math.round)
})"""
# What an emergency draws above the head.
BAND = """() => {
  const band = Object.assign(document.createElement("div"), { id: "band", className: "band", textContent: "!" })
  document.querySelector(".phone__head").before(band)
}"""
# How far the words reach below the pad that cuts them off, and how small they are at their smallest.
CUT_OFF = """() => {
  const [pad, words] = [".pad", ".pad__line"].map((which) => document.querySelector(which))
  const range = document.createRange()
  range.selectNodeContents(words)
  const sizes = [words, ...words.children].map((each) => parseFloat(getComputedStyle(each).fontSize))
  return [range.getBoundingClientRect().bottom - pad.getBoundingClientRect().bottom, Math.min(...sizes)]
}"""


class Slow:
    """A server whose answers to what was pressed come when the test says so."""

    def __init__(self, page: Page) -> None:
        self.held: list[Route] = []
        page.route("**/my/sync", lambda route: self.held.append(route))

    def answers(self) -> None:
        """To all that was asked so far."""
        while self.held:
            self.held.pop(0).continue_()


@pytest.fixture
def looking(visiting_at):
    """Inside, in front of the defect."""
    return visiting_at("look")


def places(phone, where: str) -> list[list[int]]:
    """Where these stand on the screen, once nothing slides any more."""
    phone.page.wait_for_timeout(400)
    return phone.page.evaluate(PLACES, where)


UNDER_THE_FINGER = "quantity-stepper [data-by], .thumb-bar button, .step__title"


@once
def test_nothing_moves_while_a_press_waits_and_when_it_has_gone(looking):
    server, pill = Slow(looking.page), looking.page.locator("waiting-pill")
    before = places(looking, UNDER_THE_FINGER)
    looking.page.get_by_role("button", name=looking.words("One more")).tap()
    expect(pill).to_have_text(re.compile("待发送：1 单"))
    assert places(looking, UNDER_THE_FINGER) == before

    server.answers()
    expect(pill).to_be_hidden()
    assert places(looking, UNDER_THE_FINGER) == before


@once
def test_ten_taps_at_one_spot_are_ten_however_slow_the_server_is(looking):
    server = Slow(looking.page)
    box = looking.page.get_by_role("button", name=looking.words("One more")).bounding_box()
    for _ in range(10):
        looking.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] - 6)
        looking.page.wait_for_timeout(550)  # the stepper has kept it; what the tap before sent is answered now
        server.answers()
    expect(looking.page.locator("input.stepper__number").first).to_have_value("11")
    expect(looking.page.locator(".thumb-bar__sum")).to_contain_text("¥165")
    looking.page.unroute("**/my/sync")
    server.answers()


def test_what_waits_is_said_in_words_that_are_seen(looking, browsers, words):
    looking.page.route("**/my/sync", lambda route: route.abort("internetdisconnected"))
    before = places(looking, UNDER_THE_FINGER)
    looking.page.get_by_role("button", name=looking.words("One more")).tap()
    pill = looking.page.locator("waiting-pill")
    expect(pill).to_contain_text(words("No signal, carry on"))
    expect(pill).to_contain_text({"zh": "待发 1 单", "en": "1 job to send"}[words.language])
    assert places(looking, UNDER_THE_FINGER) == before
    looking.look_at("visit: look, without signal")
    browsers.expected("ERR_INTERNET_DISCONNECTED")


@once
def test_a_refusal_moves_nothing_and_neither_does_its_end(looking):
    before, number = places(looking, UNDER_THE_FINGER), looking.page.locator("input.stepper__number").first
    number.fill("二")
    number.blur()
    expect(looking.page.locator("#notice")).to_contain_text("9999")
    assert places(looking, UNDER_THE_FINGER) == before

    number.fill("3")
    number.blur()
    expect(looking.page.locator("#notice")).to_be_empty()
    assert places(looking, UNDER_THE_FINGER) == before


@once
@pytest.mark.parametrize("path", ["/my", "/my/phone"])
def test_a_call_appears_over_the_list_and_the_list_stays(phone, path):
    rings = called(phone)
    phone.page.goto(path, wait_until="networkidle")
    expect(phone.page.locator("open-app [data-live]")).to_be_visible()
    rows = "main .card, main .job, main .next, .phone__foot a"
    before = places(phone, rows)
    assert before
    rings.append(RING)
    expect(phone.page.locator("open-app").get_by_role("link")).to_be_in_viewport()
    assert places(phone, rows) == before


@once
def test_many_calls_at_once_do_not_cover_the_day(phone):
    rings = called(phone)
    phone.page.goto("/my", wait_until="networkidle")
    rings += [RING | {"key": str(nth), "title": f"5-{nth}"} for nth in range(6)]
    calls = phone.page.locator("open-app [data-rings]").get_by_role("link")
    expect(calls).to_have_text([re.compile("5-4"), re.compile("5-5")])


@once
def test_a_call_does_not_move_the_band_of_an_emergency(phone):
    rings = called(phone)
    phone.page.goto("/my", wait_until="networkidle")
    phone.page.evaluate(BAND)
    before = places(phone, "#band")
    rings.append(RING)
    expect(phone.page.locator("open-app").get_by_role("link")).to_be_visible()
    assert places(phone, "#band") == before


@once
def test_a_tap_that_leads_away_is_not_taken_back_by_a_day_that_changes_meanwhile(phone, office, flats):
    page, held = phone.page, []
    office.has_an_order(next(flats))
    page.goto("/my", wait_until="networkidle")
    page.route("**/my/visits/*", lambda route: held.append(route))
    link = page.locator("a.job:not([data-state=done]), a.next").first
    path = link.get_attribute("href")
    link.tap(no_wait_after=True)

    office.has_an_order(next(flats))
    page.wait_for_timeout(4000)  # the page has asked, and knows that this day is another
    held.pop().continue_()
    expect(page).to_have_url(re.compile(path))


def called(phone) -> list[dict]:
    """What the page hears when it asks whom to ring for."""
    rings: list[dict] = []
    headers = {"X-Sync-Protocol": "1", "Content-Type": "application/json"}
    said = {"on_duty": True, "rings": rings}
    phone.page.route("**/push/rings", lambda route: route.fulfill(headers=headers, body=json.dumps(said)))
    phone.page.route("**/push/receipts", lambda route: route.fulfill(status=204))
    return rings


@longest
def test_where_the_data_are_explained_can_be_read_under_the_signature(visiting_at):
    signing = visiting_at("sign")
    below, smallest = signing.page.evaluate(CUT_OFF)
    assert below <= 0 and smallest >= 14
    ways = signing.page.locator(".language__way")
    assert min(way.bounding_box()["height"] for way in ways.all()) >= 48
