"""Each route, each role, the ids of others: nothing is shown, nothing changes, and the answer is a refusal in words."""

import sqlite3
from collections.abc import Iterator
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from fieldapp.domain.people import Role
from fieldapp.web.guard import EVERYONE, who_may
from tests.attacks.calls import (
    OPEN,
    STANDS_FOR,
    TOLD,
    Call,
    as_words,
    calls,
    ids_in,
    mixed,
    names_in,
    of,
    open_to,
    rules,
)
from tests.attacks.counting import Kind
from tests.attacks.page_forms import Offered, offered
from tests.attacks.world import FAR, OURS, Watch, World, secrets_of

REFUSALS = {400, 401, 403, 404, 409, 413, 415, 422, 503}
OF_A_VISIT = {"visit_id", "photo_id", "entry"}  # what only the technician who was sent may see
MOST_PAGES = 2  # of one route, with different things in them


@pytest.fixture(scope="module")
def secrets(world: World) -> list[str]:
    """Words that no page of the other branch may hold."""
    return secrets_of(world)


def test_every_name_in_an_address_is_known_to_these_tests(world):
    assert names_in(world.app) - STANDS_FOR.keys() - OPEN == set(), "Say in calls.STANDS_FOR what it stands for"


def test_nobody_of_another_branch_sees_or_changes_anything(world, watch, secrets, attempts):
    for role in Role:
        browser = world.browser(FAR + role.value)
        for call in calls_with_ids(world):
            answer = ask(world, browser, call)
            attempts.made(Kind.IDS, f"{role} far away: {call}", refused=refused(answer, watch, secrets))


def test_no_list_and_no_search_of_another_branch_tells_of_ours(world, watch, secrets, attempts):
    names = as_words(of(world.ours)) | {"q": "1", "room": "1", "what": "1", "after": "1", "since": "0"}
    asked = {name.removesuffix("_id"): value for name, value in names.items()} | names
    for role in Role:
        browser = world.browser(FAR + role.value)
        for rule in rules(world.app):
            if rule.arguments or "GET" not in (rule.methods or ()) or who_may(world.app, rule.endpoint) is EVERYONE:
                continue
            answer = world.ask(browser, "GET", rule.rule, query_string=asked)
            hidden = answer is not None and not shown(answer, secrets) and not watch.changed()
            attempts.made(Kind.IDS, f"{role} far away: {rule.rule} with our ids", refused=hidden)


def test_no_technician_sees_or_changes_the_visit_of_another(world, watch, secrets, attempts):
    with sqlite3.connect(world.file) as stored:
        mine = UUID(stored.execute("SELECT id FROM person WHERE login = 'tech4'").fetchone()[0])
        asked = "SELECT id FROM visit WHERE technician_id NOT IN (?) AND id NOT IN (?) LIMIT 5"
        others = [UUID(id) for (id,) in stored.execute(asked, (mine.hex, world.theirs.of["visit"]["id"].hex))]
    browser = world.browser("tech4")
    for rule in rules(world.app):
        if not OF_A_VISIT & set(rule.arguments) or not open_to(world.app, rule.endpoint, Role.TECHNICIAN):
            continue
        for visit in others if "visit_id" in rule.arguments else ():
            for call in calls(world.app, rule, of(world.ours) | {"visit_id": visit}):
                answer = ask(world, browser, call)
                attempts.made(Kind.IDS, f"tech4: {call}", refused=refused(answer, watch, []))


def test_a_thing_of_others_is_not_reached_by_way_of_ones_own(world, watch, attempts):
    for rule in rules(world.app):
        names = ids_in(rule)
        for role in Role if len(names) > 1 else ():
            if not open_to(world.app, rule.endpoint, role):
                continue
            for values in mixed(world.ours, world.theirs, names):
                for call in calls(world.app, rule, values):
                    answer = ask(world, world.browser(OURS[role]), call)
                    attempts.made(Kind.IDS, f"{role}: {call}", refused=refused(answer, watch, []))


def test_no_form_takes_the_id_of_something_elsewhere(world, watch, attempts):
    known, tried = kinds_of_ids(world), set[tuple[str, str]]()
    for role, login in OURS.items():
        browser = world.browser(login)
        for form, endpoint in forms_of(world, browser, role):
            for name in fields_with_ids(form, known):
                if (endpoint, name) in tried:
                    continue
                tried.add((endpoint, name))
                theirs = theirs_for(world, known[form.usual()[name]])
                answer = world.ask(browser, "POST", form.action, data=form.usual() | {name: theirs})
                kept_out = answer is not None and not (watch.changed() and is_named(world, theirs))
                attempts.made(Kind.IDS, f"{login}: {form.action} with {name}={theirs}", refused=kept_out)


def calls_with_ids(world: World) -> Iterator[Call]:
    for rule in rules(world.app):
        if ids_in(rule) and "token" not in rule.arguments:
            yield from calls(world.app, rule, of(world.ours))


def ask(world: World, browser: FlaskClient, call: Call) -> TestResponse | None:
    sent = None if call.safe else TOLD | as_words(of(world.ours))
    return world.ask(browser, call.method, call.path, data=sent)


def refused(answer: TestResponse | None, watch: Watch, secrets: list[str]) -> bool:
    """In words, showing nothing, and nothing is stored."""
    return answer is not None and answer.status_code in REFUSALS and not shown(answer, secrets) and not watch.changed()


def shown(answer: TestResponse, secrets: list[str]) -> list[str]:
    return [secret for secret in secrets if secret in answer.text]


def kinds_of_ids(world: World) -> dict[str, str]:
    """Of every id of ours, and every login, the table that it is of."""
    known: dict[str, str] = {}
    with sqlite3.connect(world.file) as stored:
        for (table,) in stored.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if table in world.theirs.of and isinstance(world.theirs.of[table].get("id"), UUID):
                known |= {str(UUID(id)): table for (id,) in stored.execute(f"SELECT id FROM {table}")}
        known |= {login: "login" for (login,) in stored.execute("SELECT login FROM person")}
    return known


def theirs_for(world: World, kind: str) -> str:
    return FAR + Role.TECHNICIAN if kind == "login" else str(world.theirs.of[kind]["id"])


def forms_of(world: World, browser: FlaskClient, role: Role) -> Iterator[tuple[Offered, str]]:
    """Every form that stands on a page of this role, and where it goes."""
    router = world.app.url_map.bind("localhost")
    for path in pages_of(world, role):
        answer = world.ask(browser, "GET", path)
        if answer is None or answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        for form in offered(answer.text, path):
            endpoint, _ = router.match(form.action.partition("?")[0], method="POST")
            if endpoint not in {"sign_in.leave", "language.choose"}:
                yield form, endpoint


def pages_of(world: World, role: Role) -> Iterator[str]:
    with sqlite3.connect(world.file) as stored:
        some = {
            name: [UUID(id) for (id,) in stored.execute(f"SELECT id FROM {table} ORDER BY id LIMIT {MOST_PAGES}")]
            for name, (table, column) in STANDS_FOR.items()
            if column == "id"
        }
    for rule in rules(world.app):
        if "GET" not in (rule.methods or ()) or not open_to(world.app, rule.endpoint, role):
            continue
        for nth in range(MOST_PAGES if ids_in(rule) else 1):
            several = {name: ids[nth % len(ids)] for name, ids in some.items() if ids}
            yield from (call.path for call in calls(world.app, rule, of(world.ours) | several) if call.safe)


def fields_with_ids(form: Offered, known: dict[str, str]) -> list[str]:
    return [name for name, value in form.usual().items() if value in known]


def is_named(world: World, id: str) -> bool:
    """Does anything of ours name it now?"""
    if id.startswith(FAR):
        return False  # nothing stores a login
    with sqlite3.connect(world.file) as stored:
        for table, row in world.theirs.of.items():
            for column, value in row.items():
                if isinstance(value, UUID):
                    asked = f"SELECT count(*) FROM {table} WHERE {column} = ?"
                    if stored.execute(asked, (UUID(id).hex,)).fetchone()[0] > int(value == UUID(id)):
                        return True
    return False
