"""Two branches in one database: the demo's, with everything in it, and one far away whose people want to see it."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from fieldapp import demo
from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.people import Person, Role
from tests.attacks.rows import Rows
from tests.builders import PASSWORD, a_person

FAR = "far-"  # the logins of the people of the other branch, one for each role
OURS = {
    Role.TECHNICIAN: "tech1",
    Role.SUPERVISOR: "repair",
    Role.DESK: "desk",
    Role.CASHIER: "cashier",
    Role.OPERATIONS: "operations",
    Role.GENERAL: "general",
    Role.HEAD: "head",
    Role.ADMIN: "admin",
}
# What the house keeps for itself of whoever comes, and what nobody reads.
OF_THE_HOUSE = {"sign_in_attempt", "sign_in_event", "device_session"}


@dataclass
class World:
    """The app, both branches, and whoever is signed in."""

    app: Flask
    file: Path
    ours: Rows
    theirs: Rows
    browsers: dict[str, FlaskClient] = field(default_factory=dict)

    @property
    def untouched(self) -> Path:
        """A copy of the database as it was before the first attack."""
        return self.file.with_name("untouched.db")

    def browser(self, login: str) -> FlaskClient:
        """Signed in as a person signs in, once."""
        if login not in self.browsers:
            self.browsers[login] = self.signed_in(login)
        return self.browsers[login]

    def signed_in(self, login: str) -> FlaskClient:
        """One more browser of this person."""
        browser = self.app.test_client()
        answer = browser.post("/sign-in", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        return browser

    def ask(self, browser: FlaskClient, method: str, path: str, **more: Any) -> TestResponse | None:
        """The answer; None for a mishap of ours, which is no refusal."""
        try:
            answer = browser.open(path, method=method, **more)
        except Exception:  # an app under test lets its errors through
            return None
        return answer if answer.status_code != 500 else None  # 503 is an answer in words, too


class Watch:
    """Sees whether anything was stored since it looked last: at first only whether anybody wrote, then what."""

    def __init__(self, file: Path) -> None:
        self.connection = sqlite3.connect(file)
        self.writes, self.digest = self._writes(), self._digest()

    def changed(self) -> bool:
        """Is anything stored that was not there at the last look, or gone, or another?"""
        if self._writes() == self.writes:
            return False
        before, self.writes, self.digest = self.digest, self._writes(), self._digest()
        return self.digest != before

    def close(self) -> None:
        self.connection.close()

    def _writes(self) -> int:
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def _digest(self) -> str:
        whole = sha256()
        for (table,) in self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
            if table not in OF_THE_HOUSE:
                whole.update(repr(self.connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()).encode())
        return whole.hexdigest()


def built(app: Flask, file: Path) -> World:
    """Everything that is attacked."""
    with app.app_context():
        hash = a_person("somebody").password_hash
        demo.load(db.session(), now=now(), password_hash=hash)
        db.session.flush()
        ours = Rows(db.session.connection()).complete()
        theirs = Rows(db.session.connection()).anew()
        for role in Role:
            db.session.add(far_person(role, theirs.of["branch"]["id"]))
        db.session.commit()
    return World(app, file, ours, theirs)


def far_person(role: Role, branch_id: Any) -> Person:
    person = a_person(FAR + role.value, role, name="远方")
    person.branch_id = branch_id
    return person


def secrets_of(world: World) -> list[str]:
    """What stands on no page of another branch: owners' numbers and names, our people's numbers, numbers of orders."""
    asked = {
        "SELECT given_name FROM owner": 2,
        "SELECT phone FROM owner": 8,
        "SELECT phone FROM person WHERE login NOT LIKE 'far-%'": 8,
        "SELECT name FROM person WHERE login NOT LIKE 'far-%'": 2,
    }
    far = {str(value) for row in world.theirs.of.values() for value in row.values()} | {"远方", "13900001111"}
    with sqlite3.connect(world.file) as connection:
        found: Iterable[str] = (
            words
            for question, least in asked.items()
            for (words,) in connection.execute(question)
            if len(words) >= least
        )
        return sorted(set(found) - far)
