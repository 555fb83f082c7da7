"""The red card on a slow network: what is older than the card does not take its place."""

import json
import re

import pytest
from playwright.sync_api import Route, expect

# Whose news is older has no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)

CARD = (
    '<emergency-card id="card" data-dispatch="d" data-goes-on="v" data-stage="{}"'
    ' data-until="2026-11-23T10:50:00+08:00"></emergency-card>'
)
TAKEN = CARD.format("others").replace("data-until", 'data-took="8:40" data-until')
SHOW = """async (card) => {
  await import(document.querySelector('script[src*="/js/"]').src.replace(/\\/js\\/.*/, "/js/emergency-card.js"))
  document.querySelector("main").insertAdjacentHTML("beforeend", card)
}"""


def test_im_going_leads_to_the_card_also_where_today_was_just_being_loaded_anew(phone):
    phone.page.goto("/my/phone")
    phone.page.evaluate("sessionStorage.setItem('emergency-leads', '/my/catalogue')")
    phone.page.evaluate(SHOW, CARD.format("mine").replace("data-goes-on", 'data-leads="/my/catalogue" data-goes-on'))
    expect(phone.page).to_have_url(re.compile("/my/catalogue$"))

    phone.page.goto("/my/phone")
    phone.page.evaluate(SHOW, CARD.format("mine").replace("data-goes-on", 'data-leads="/my/catalogue" data-goes-on'))
    phone.page.wait_for_timeout(300)
    expect(phone.page).to_have_url(re.compile("/my/phone$"))  # once: whoever goes back to Today stays there


def test_a_page_that_was_kept_earlier_is_no_news_and_it_is_asked_for_again(phone):
    phone.page.goto("/my/catalogue")
    pages: list[str] = []

    def live(route: Route) -> None:
        since = route.request.url.partition("since=")[2]
        if since == "2":
            return route.fulfill(status=204)
        return route.fulfill(body=json.dumps({"now": 2 if since else 1}))

    def page(route: Route) -> None:
        pages.append(route.request.url)
        older = len(pages) < 3
        headers = {"Content-Type": "text/html"} | ({"X-Kept": "zh 1"} if older else {})
        route.fulfill(headers=headers, body=CARD.format("open") if older else TAKEN)

    phone.page.route("**/live*", live)
    phone.page.route("**/my/catalogue", page)
    phone.page.evaluate(SHOW, CARD.format("mine"))
    expect(phone.page.locator("#card")).to_have_attribute("data-stage", "others")
    assert len(pages) == 3
