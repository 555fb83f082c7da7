"""A page of another site makes the browser of somebody signed in ask for a change (CSRF): of each route, every way."""

from typing import Any

import pytest

from fieldapp.web.guard import ANY_ROLE, EVERYONE, SYSTEMS, who_may
from tests.attacks.calls import TOLD, calls, of, rules
from tests.attacks.counting import Kind
from tests.attacks.world import OURS

# What the browser says of where the request comes from; a header that is empty is not sent.
WAYS: dict[str, dict[str, str]] = {
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "another site that names our origin": {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    "a neighbour under our domain": {"Sec-Fetch-Site": "same-site"},
    "an address that somebody was given to click": {"Sec-Fetch-Site": "none"},
    "nobody knows": {"Sec-Fetch-Site": ""},
    "another origin": {"Sec-Fetch-Site": "", "Origin": "http://evil.example"},
    "a page without an origin": {"Sec-Fetch-Site": "", "Origin": "null"},
    "an origin that begins like ours": {"Sec-Fetch-Site": "", "Origin": "http://localhost.evil.example"},
    "our host under another scheme": {"Sec-Fetch-Site": "", "Origin": "https://localhost"},
    "another port": {"Sec-Fetch-Site": "", "Origin": "http://localhost:8080"},
    "two words for one": {"Sec-Fetch-Site": "same-origin, cross-site"},
    "our word in capitals": {"Sec-Fetch-Site": "Same-Origin"},
    "our page as the referrer": {"Sec-Fetch-Site": "cross-site", "Referer": "http://localhost/my"},
}
JSON = '{"version": 1, "commands": []}'
# The kinds that a form of another site can send without asking first, with what our programs would read.
BODIES: dict[str, dict[str, Any]] = {
    "a form": {"data": TOLD},
    "JSON called plain text": {"data": JSON, "content_type": "text/plain"},
    "JSON": {"data": JSON, "content_type": "application/json"},
}


# Whether it is a form or JSON does not decide: all ways are tried with a form, and the other kinds in the usual two.
USUAL = ("another site", "another origin")


@pytest.mark.parametrize("body", BODIES)
def test_nothing_is_changed_for_a_page_of_another_site(world, watch, attempts, body):
    ways = WAYS if body == "a form" else {way: WAYS[way] for way in USUAL}
    for rule in rules(world.app):
        roles = who_may(world.app, rule.endpoint) or ANY_ROLE
        browser = world.browser(OURS[min(roles & ANY_ROLE or ANY_ROLE)])
        for call in calls(world.app, rule, of(world.ours)):
            for way, headers in () if call.safe else ways.items():
                answer = world.ask(browser, call.method, call.path, headers=headers, **BODIES[body])
                kept_out = answer is not None and answer.status_code == 403 and not watch.changed()
                attempts.made(Kind.ORIGINS, f"{call} from {way} with {body}", refused=kept_out)


def test_a_change_is_not_made_by_looking(world, watch, attempts):
    """A picture on another site, or a link, asks by GET: no GET changes anything, and no word makes it another verb."""
    disguises: list[dict[str, Any]] = [
        {"headers": {"Sec-Fetch-Site": "cross-site", "X-HTTP-Method-Override": "POST"}},
        {"headers": {"Sec-Fetch-Site": "cross-site"}, "query_string": TOLD | {"_method": "POST"}},
    ]
    for rule in rules(world.app):
        if who_may(world.app, rule.endpoint) is EVERYONE or who_may(world.app, rule.endpoint) == SYSTEMS:
            continue
        if {"GET", "POST"} & (rule.methods or set()) == {"POST"}:
            path = calls(world.app, rule, of(world.ours))[0].path
            role = min(who_may(world.app, rule.endpoint) or ANY_ROLE)
            for disguise in disguises:
                answer = world.ask(world.browser(OURS[role]), "GET", path, **disguise)
                kept_out = answer is not None and not watch.changed()
                attempts.made(Kind.ORIGINS, f"GET {path} with {disguise}", refused=kept_out)
