"""Links and tokens that open without signing in: only the very one opens, and only what it was made for."""

import sqlite3
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.journal import Act
from fieldapp.domain.system import Scope, add_system
from fieldapp.web import how_often
from fieldapp.web.guard import SYSTEMS, who_may
from tests.attacks.calls import TOLD, Call, calls, of, rules
from tests.attacks.counting import Kind
from tests.attacks.rows import Rows
from tests.attacks.world import World, secrets_of

OUT = {400, 401, 403, 404, 410, 415, 422, 429}


@pytest.fixture
def links(world: World) -> dict[str, str]:
    """A right token of each kind."""
    asked = {
        "owner": "SELECT copy_token FROM signature WHERE length(copy_token) = 32 LIMIT 1",
        "developer": "SELECT token FROM developer_case WHERE length(token) = 32 LIMIT 1",
        "receipts": "SELECT receipt_token FROM delivery LIMIT 1",
    }
    with sqlite3.connect(world.file) as stored:
        found = {kind: stored.execute(question).fetchone() for kind, question in asked.items()}
    return {kind: row[0] for kind, row in found.items() if row}


def test_no_other_token_opens_anything(world, links, watch, attempts):
    secrets = secrets_of(world)
    for rule in rules(world.app):
        if "token" not in rule.arguments:
            continue
        for token in wrong(links, kind="developer" if "developer" in rule.endpoint else "owner"):
            for call in calls(world.app, rule, of(world.ours) | {"token": "HERE"}):
                how_often.init_app(world.app)  # whoever guesses is slowed down: that is tested elsewhere
                path = call.path.replace("HERE", token)
                answer = world.ask(world.app.test_client(), call.method, path, data=None if call.safe else TOLD)
                hidden = answer is not None and not [secret for secret in secrets if secret in answer.text]
                kept_out = hidden and answer is not None and answer.status_code in OUT | {308} and not watch.changed()
                attempts.made(Kind.GUESSES, f"{call.method} {path}", refused=kept_out)


def wrong(links: dict[str, str], kind: str) -> Iterator[str]:
    right = links[kind]
    yield from (token for other, token in links.items() if other != kind)
    yield from (right[:-1], right + "a", right[1:], right.swapcase() if right.swapcase() != right else right[::-1])
    yield from ("%00" + right, right + "%00", right + "%20", "%20" + right, right + "%0a", right + "%2e", right + ";")
    yield from (right[:-1] + "%25", right[:16] + "_" * 16, "%25" * 8, "*", "null", "undefined", "0", "-1", "true")
    yield from ("'%20OR%20'1'='1", right + "'--", "e" * 32, right[:31] + "%EF%BC%90", "%ED%A0%80", right * 2)


def test_a_photo_of_another_order_is_not_shown_by_ones_own_link(world, links, attempts):
    own = (
        "SELECT photo.id FROM photo JOIN visit ON visit.id = visit_id"
        " JOIN developer_case ON developer_case.order_id = visit.order_id WHERE token = ?"
    )
    with sqlite3.connect(world.file) as stored:
        mine = set(stored.execute(own, (links["developer"],)))
        others = [id for (id,) in set(stored.execute("SELECT id FROM photo")) - mine]
    for photo in others:
        answer = world.ask(world.app.test_client(), "GET", f"/developer/{links['developer']}/photos/{UUID(photo)}")
        attempts.made(Kind.IDS, f"photo {photo} of others", refused=answer is not None and answer.status_code == 404)


@pytest.fixture(scope="module")
def tokens(world: World) -> dict[str, str]:
    """Of a system of each branch, and of one that may next to nothing."""
    with world.app.app_context():
        made = {
            "far": token_of(world.theirs, "远方", tuple(Scope)),
            "weak": token_of(world.ours, "价目表", (Scope.CATALOGUE_READ,)),
        }
        db.session.commit()
    return made


def token_of(rows: Rows, name: str, scopes: tuple[Scope, ...]) -> str:
    act = Act.here(by_id=rows.of["person"]["id"], now=now())
    return add_system(db.session(), rows.of["branch"]["id"], name, scopes, act)[1]


def test_no_system_does_more_than_its_token_says(world, tokens, attempts):
    with sqlite3.connect(world.file) as stored:
        asked = "SELECT year, serial FROM service_order WHERE branch_id = ? LIMIT 3"
        ours = stored.execute(asked, (world.ours.of["branch"]["id"].hex,))
        numbers = [f"{year}-{serial:05}" for year, serial in ours]
    secrets = [*secrets_of(world), *numbers]
    for call in calls_of_systems(world, numbers):
        for who, headers in said(tokens).items():
            more: dict[str, Any] = {} if call.safe else {"json": {"why": "x", "room": {"site": "YG"}}}
            key = {"Idempotency-Key": "attack-0001"}
            how_often.init_app(world.app)
            answer = world.ask(world.app.test_client(), call.method, call.path, headers=headers | key, **more)
            hidden = answer is not None and not [each for each in secrets if each in answer.text]
            attempts.made(Kind.GUESSES, f"{call} by {who}", refused=hidden and as_it_should(call, who, answer))


def calls_of_systems(world: World, numbers: list[str]) -> Iterator[Call]:
    for rule in rules(world.app):
        if who_may(world.app, rule.endpoint) == SYSTEMS:
            for number in numbers if "number" in rule.arguments else numbers[:1]:
                yield from calls(world.app, rule, {"number": number})


def as_it_should(call: Call, who: str, answer: Any) -> bool:
    """Those of another branch are told of theirs; the weak one reads prices and no more; all others have no token."""
    if who == "weak":
        return bool((answer.status_code == 403) is (call.endpoint != "api.catalogue.show"))
    return bool(answer.status_code < 500 if who == "far" else answer.status_code in {401, 429})


def said(tokens: dict[str, str]) -> dict[str, dict[str, str]]:
    far = tokens["far"]
    words = {who: f"Bearer {token}" for who, token in tokens.items()} | {
        "nobody": "",
        "a wrong one": f"Bearer {far[:-1]}x",
        "half": f"Bearer {far[:20]}",
        "no word before": far,
        "another way": f"Basic {far}",
        "two": f"Bearer {far}, Bearer {far}",
        "a star": "Bearer *",
        "none": "Bearer ",
    }
    return {who: {"Authorization": said} if said else {} for who, said in words.items()}
