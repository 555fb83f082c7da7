"""What every answer says of itself: its kind, and that no other site may read, frame or guess at it."""

import json
from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from fieldapp.domain.people import Role
from tests.attacks.calls import calls, of, open_to, rules
from tests.attacks.counting import Kind
from tests.attacks.world import OURS, World

EVIL = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST", "Sec-Fetch-Site": "cross-site"}
LETTERS = ("text/", "application/xml")


def test_every_answer_says_what_it_is_and_what_may_be_done_with_it(world, attempts):
    for call, answer in answers(world):
        headers = answer.headers
        told = {name: headers.get(name, "") for name in ("X-Content-Type-Options", "Content-Security-Policy")}
        guarded = told["X-Content-Type-Options"] == "nosniff" and "frame-ancestors" in told["Content-Security-Policy"]
        attempts.made(Kind.ORIGINS, f"{call} framed or guessed at", refused=guarded)
        shared = [name for name, _ in headers if name.startswith("Access-Control-")]
        attempts.made(Kind.ORIGINS, f"{call} read by another site: {shared}", refused=not shared)
        kind = headers.get("Content-Type", "")
        named = not answer.data or ("charset=utf-8" in kind if kind.startswith(LETTERS) else bool(kind))
        assert named, f"{call}: {kind!r} does not say which letters"


def answers(world: World) -> Iterator[tuple[str, TestResponse]]:
    """Of each route, to somebody who may; also to a browser that asks beforehand."""
    for rule in rules(world.app):
        role = next((role for role in Role if open_to(world.app, rule.endpoint, role)), Role.ADMIN)
        for call in calls(world.app, rule, of(world.ours)):
            for method in (call.method, "OPTIONS"):
                answer = world.ask(world.browser(OURS[role]), method, call.path, headers=EVIL)
                assert answer is not None, f"{call} is a mishap"
                yield f"{method} {call.path}", answer


@pytest.mark.parametrize("where", ["login", "path", "header", "query"])
def test_no_word_of_a_stranger_becomes_a_line_of_the_log(world, where, capsys, attempts):
    nasty = 'x\r\n{"event": "door.opened", "level": "info"}\r\n\x1b[2J'
    said = {
        "login": ("POST", "/sign-in", {"data": {"login": nasty, "password": nasty}}),
        "path": ("POST", "/%0d%0a%7B%22event%22:%22door.opened%22%7D", {"headers": {"Sec-Fetch-Site": "cross-site"}}),
        "header": ("POST", "/language", {"headers": {"Sec-Fetch-Site": "cross-site", "User-Agent": "x {door.opened}"}}),
        "query": ("POST", "/sign-in", {"query_string": {"next": nasty}, "headers": {"Sec-Fetch-Site": "cross-site"}}),
    }[where]
    capsys.readouterr()
    world.ask(world.app.test_client(), said[0], said[1], **said[2])
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    invented = [line for line in lines if line["event"] == "door.opened"]
    attempts.made(Kind.PATHS, f"a line of the log by the {where}", refused=not invented)
    assert all(line["timestamp"].endswith("Z") and line["request_id"] for line in lines)
