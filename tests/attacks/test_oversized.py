"""Too much of anything: bodies, fields, lists, letters, files, brackets, words of a search; refused in words, soon."""

import json
import sqlite3
import time
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import FileMultiDict
from werkzeug.test import encode_multipart

from fieldapp.domain.people import Role
from fieldapp.web.guard import FOR_PROGRAMS, SYSTEMS, who_may
from tests.attacks.calls import TOLD, calls, of, rules
from tests.attacks.counting import Kind
from tests.attacks.world import OURS, World

SECONDS = 3  # of computing, for one request
MOST_PAGES = 12  # of four thousand bytes, by which the database may grow for what a press itself writes down
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
DEEP = "[" * 50_000
FIELDS = (*TOLD, "strokes", "document", "id", "order", "owner", "room", "site", "login", "password", "token", "next")


def files(many: int, name: str) -> dict[str, Any]:
    sent = FileMultiDict()
    for nth in range(many):
        sent.add_file(f"file{nth}", b"x", name)  # type: ignore[arg-type]
    boundary, body = encode_multipart(sent)
    return {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}


# Made once: what is sent by whoever means harm costs them nothing.
BODIES: dict[str, dict[str, Any]] = {
    "seventeen megabytes": {"data": b"a=" + b"x" * (17 * 1024 * 1024), "content_type": FORM},
    "a long word in every field": {
        "data": urlencode(dict.fromkeys(FIELDS, "x" * 8_000)).encode(),
        "content_type": FORM,
    },
    "ten thousand fields": {"data": "&".join(f"f{nth}=x" for nth in range(10_000)).encode(), "content_type": FORM},
    "two thousand files": files(2000, "x.jpg"),
    "a boundary without end": {"data": b"--x", "content_type": "multipart/form-data; boundary=" + "x" * 5000},
}
TO_PROGRAMS: dict[str, dict[str, Any]] = {
    "brackets within brackets": {"data": DEEP.encode(), "content_type": JSON},
    "things within things": {"data": (b'{"a":' * 20_000), "content_type": JSON},
    "a number without end": {"data": b'{"commands": ' + b"9" * 100_000 + b"}", "content_type": JSON},
    "a list of fifty thousand": {"data": json.dumps({"commands": [1] * 50_000}).encode(), "content_type": JSON},
    "many lists": {"data": json.dumps({"lines": [{}] * 5000, "discarded": [{}] * 5000}).encode(), "content_type": JSON},
    "a name of fifty thousand letters": {"data": json.dumps({"x" * 50_000: 1}).encode(), "content_type": JSON},
    "two megabytes": {"data": json.dumps({"words": "x" * 2_000_000}).encode(), "content_type": JSON},
}


def test_no_route_takes_too_much(world, attempts):
    """A press that needs no field is carried out whatever is sent with it; nothing of that is read, nor stored."""
    for rule in rules(world.app):
        roles = who_may(world.app, rule.endpoint) or set(Role)
        browser = world.browser(OURS[sorted(roles & set(Role) or set(Role))[0]])
        for call in calls(world.app, rule, of(world.theirs)):
            bodies = {} if call.safe else BODIES | (TO_PROGRAMS if call.path.startswith(FOR_PROGRAMS) else {})
            for what, body in bodies.items():
                begun, before = time.process_time(), pages(world)
                answer = world.ask(browser, call.method, call.path, **body)
                soon = time.process_time() - begun < SECONDS
                kept_out = answer is not None and pages(world) - before < MOST_PAGES
                attempts.made(Kind.OVERSIZED, f"{call}: {what}", refused=kept_out and soon)


def pages(world: World) -> int:
    """How large the database is."""
    with sqlite3.connect(world.file) as stored:
        return int(stored.execute("PRAGMA page_count").fetchone()[0])


LONG, NUMBERED = "长" * 150, ("page", "since", "after", "limit", "back")
AT_ONCE: dict[str, Any] = {
    "query_string": urlencode(dict.fromkeys((*FIELDS, "q", "what"), LONG) | dict.fromkeys(NUMBERED, "9" * 400)),
    "headers": {
        "Accept-Language": ",".join(f"x-{nth};q=0.{nth}" for nth in range(2000)),
        "If-None-Match": ",".join(['"x"'] * 5_000),
        "Range": "bytes=" + ",".join(f"{nth}-{nth}" for nth in range(2000)),
    },
}


def test_no_page_is_asked_for_too_much(world, attempts):
    for rule in rules(world.app):
        roles = who_may(world.app, rule.endpoint)
        if "GET" not in (rule.methods or ()) or roles == SYSTEMS:
            continue
        browser = world.browser(OURS[sorted((roles or set()) & set(Role) or set(Role))[0]])
        for call in (call for call in calls(world.app, rule, of(world.ours)) if call.safe):
            begun = time.process_time()
            answer = world.ask(browser, "GET", call.path, **AT_ONCE)
            soon = time.process_time() - begun < SECONDS
            attempts.made(Kind.OVERSIZED, str(call), refused=answer is not None and soon)
