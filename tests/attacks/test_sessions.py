"""Sessions planted, stolen and forged: a cookie opens only what it was given for, and not for a moment longer."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from datetime import timedelta
from json import dumps
from typing import Any
from zlib import compress

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.people import Person, Role
from fieldapp.passwords import hashed
from tests.attacks.counting import Attempts, Kind
from tests.attacks.world import World

VICTIM = "tech3"
SIGNED = "session"  # the salt and the hash that sign a cookie stand in Flask; the key is ours


@pytest.fixture
def name(world: World) -> str:
    """What the cookie is called."""
    return str(world.app.config["SESSION_COOKIE_NAME"])


@pytest.fixture
def opens(world: World, name: str) -> Callable[[str], bool]:
    """Does this cookie open anything?"""

    def opens(cookie: str) -> bool:
        thief = world.app.test_client()
        thief.set_cookie(name, cookie)
        answer = world.ask(thief, "GET", "/my/phone")
        return answer is None or answer.status_code != 302 or not answer.headers["Location"].startswith("/sign-in")

    return opens


def cookie_of(browser: FlaskClient, name: str) -> str:
    kept = browser.get_cookie(name)
    assert kept is not None
    return str(kept.value)


def test_a_session_that_was_planted_never_becomes_the_victims(world, name, opens, attempts):
    attacker = world.app.test_client()
    attacker.get("/sign-in")
    with attacker.session_transaction() as planted:
        planted["planted"] = "by somebody else"
    cookie = cookie_of(attacker, name)
    for way in ("the same cookie", "the same cookie twice"):
        victim = world.app.test_client()
        victim.set_cookie(name, cookie)
        if way.endswith("twice"):
            victim.set_cookie(name, cookie, path="/sign-in")
        signed_in(victim)
        attempts.made(Kind.SESSIONS, f"planted: {way}", refused=not opens(cookie))
        attempts.made(Kind.SESSIONS, f"kept after signing in: {way}", refused=cookie_of(victim, name) != cookie)


def test_a_session_is_in_the_cookie_and_nowhere_else(world, name, attempts):
    cookie = cookie_of(world.signed_in(VICTIM), name)
    elsewhere: dict[str, dict[str, Any]] = {
        "in the address": {"query_string": {name: cookie}},
        "in a header": {"headers": {"Authorization": f"Bearer {cookie}"}},
        "in a header of its own": {"headers": {"X-Session": cookie}},
        "under another name": {"headers": {"Cookie": f"Session={cookie}; remember_token={cookie}"}},
    }
    for where, said in elsewhere.items():
        answer = world.app.test_client().get("/my/phone", **said)
        attempts.made(Kind.SESSIONS, where, refused=answer.status_code == 302)


def test_a_cookie_that_somebody_changed_is_none(world, name, opens, attempts):
    cookie, other = (cookie_of(world.signed_in(login), name) for login in (VICTIM, "tech2"))
    assert opens(cookie)
    for what, forged in forgeries(world.app, cookie, other):
        attempts.made(Kind.SESSIONS, what, refused=not opens(forged))


def forgeries(app: Flask, cookie: str, other: str) -> Iterator[tuple[str, str]]:
    said, at, signature = cookie.rsplit(".", 2)
    theirs = other.rsplit(".", 2)
    yield "another's words under this signature", f"{theirs[0]}.{at}.{signature}"
    yield "another's moment", f"{said}.{theirs[1]}x.{signature}"
    yield "another's signature", f"{said}.{at}.{theirs[2][:-4]}aaaa"
    yield "no signature", f"{said}.{at}."
    yield "no signature at all", said
    yield "unsigned, as a token of the kind that may say so", f"{said}.{at}.none"
    yield "cut off", cookie[: len(cookie) // 2]
    yield "twice", cookie + cookie
    yield "nothing but dots", "..."
    yield "very long", "a" * 3_500
    yield "not of letters", "\x7f\x01"
    yield from ((f"letter {nth} changed", changed(cookie, nth)) for nth in range(0, len(cookie) - 1, 7))
    words = dict(app.session_interface.get_signing_serializer(app).loads(cookie))  # type: ignore[attr-defined]
    for what, key, salt in (
        ("signed with no key", "", "cookie-session"),
        ("signed with a key that is often used", "dev", "cookie-session"),
        ("signed with our key for something else", app.config["SECRET_KEY"], "itsdangerous"),
        ("signed with our key, as Flask signs a token", app.config["SECRET_KEY"], "session"),
    ):
        yield what, str(URLSafeTimedSerializer(key or "\0", salt=salt).dumps(words))
    yield "a bomb that is unpacked before it is checked", "." + bomb() + "." + at + "." + signature


def changed(cookie: str, nth: int) -> str:
    letter = "A" if cookie[nth] != "A" else "B"
    return cookie[:nth] + letter + cookie[nth + 1 :]


def bomb() -> str:
    return urlsafe_b64encode(compress(dumps("0" * 1_500_000).encode(), 9)).decode().rstrip("=")


def test_what_the_cookie_tells_is_no_secret_of_anybody(world, name):
    """It is signed, not sealed: whoever holds it reads it."""
    said = cookie_of(world.signed_in(VICTIM), name).lstrip(".").split(".")[0]
    words = urlsafe_b64decode(said + "=" * (-len(said) % 4))
    with world.app.app_context():
        person = db.session.scalars(select(Person).where(Person.login == VICTIM)).one()
    for secret in (person.password_hash, person.name, person.phone, VICTIM):
        assert secret.encode() not in words


@pytest.fixture
def stolen(world: World, name: str) -> tuple[FlaskClient, str]:
    """A session, and the copy of its cookie that a thief took."""
    browser = world.signed_in(VICTIM)
    return browser, cookie_of(browser, name)


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(stolen, opens, attempts):
    browser, cookie = stolen
    assert opens(cookie)
    assert browser.post("/sign-out").status_code == 303
    attempts.made(Kind.SESSIONS, "after signing out", refused=not opens(cookie))


def test_a_stolen_cookie_is_worth_nothing_after_a_new_password(world, stolen, opens, attempts):
    with person(world) as victim:
        before, victim.password_hash = victim.password_hash, hashed("another password")
    attempts.made(Kind.SESSIONS, "after a new password", refused=not opens(stolen[1]))
    with person(world) as victim:
        victim.password_hash = before


def test_a_stolen_cookie_is_worth_nothing_once_the_person_has_left(world, stolen, opens, attempts):
    with person(world) as victim:
        victim.left_at = now()
    attempts.made(Kind.SESSIONS, "after leaving", refused=not opens(stolen[1]))
    with person(world) as victim:
        victim.left_at = None


def test_a_role_that_was_taken_away_opens_nothing_any_more(world, stolen, attempts):
    browser, _ = stolen
    with person(world) as victim:
        before, victim.roles = victim.roles, frozenset({Role.DESK})
    for path in ("/my", "/my/phone", "/my/day.json", "/my/catalogue"):
        attempts.made(Kind.SESSIONS, f"{path} without the role", refused=browser.get(path).status_code == 404)
    with person(world) as victim:
        victim.roles = before


def test_a_stolen_cookie_does_not_last_for_ever(world, name, attempts):
    with time_machine.travel(now(), tick=False) as clock:
        cookie = cookie_of(world.signed_in(VICTIM), name)
        clock.shift(timedelta(days=31))
        thief = world.app.test_client()
        thief.set_cookie(name, cookie)
        attempts.made(Kind.SESSIONS, "a month later", refused=thief.get("/my/phone").status_code == 302)


def signed_in(browser: FlaskClient) -> None:
    answer = browser.post("/sign-in", data={"login": VICTIM, "password": "open sesame"})
    assert answer.status_code == 303


class person:  # noqa: N801 (read as a word: with person(world) as victim)
    """The victim, to be changed and stored."""

    def __init__(self, world: World) -> None:
        self.context = world.app.app_context()

    def __enter__(self) -> Person:
        self.context.push()
        return db.session.scalars(select(Person).where(Person.login == VICTIM)).one()

    def __exit__(self, *_: Any) -> None:
        db.session.commit()
        self.context.pop()


def test_the_attempts_are_counted(attempts: Attempts):
    """Of nothing that was tried it is said that all was refused."""
    attempts.made(Kind.SESSIONS, "a cookie of nobody", refused=True)
    assert attempts.told() == [("sessions planted, stolen, forged", 1, 0)]
