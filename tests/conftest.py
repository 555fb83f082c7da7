"""What every test may ask for: an app on a real database, somebody signed in, and a count of queries."""

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import groupby
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from sqlalchemy import event, select

from fieldapp.db import db
from fieldapp.domain.people import Person
from fieldapp.web import session as sign_in

# On top of what Hypothesis chose by itself (CI has a profile of its own): no example is measured by a clock.
settings.register_profile("by no clock", settings(), deadline=None)
settings.load_profile("by no clock")

pytest_plugins = [
    *("tests.outside", "tests.storage", "tests.postgres", "tests.databases", "tests.shares"),
    "tests.attacks.counting",
]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor who has not signed in."""
    return app.test_client()


@pytest.fixture
def save(app: Flask) -> Callable[..., Any]:
    """Store things (and what hangs on them) in this order; gives back the id of the first."""

    def save(*things: Any) -> Any:
        with app.app_context():
            for _, alike in groupby(things, key=type):
                db.session.add_all(alike)
                db.session.flush()
            db.session.commit()
            return things[0].id

    return save


@pytest.fixture
def signed_in(app: Flask) -> Callable[[str], FlaskClient]:
    """A browser in which the person with this login (saved before) is signed in."""

    def signed_in(login: str) -> FlaskClient:
        browser = app.test_client()
        with app.test_request_context(method="POST"):
            sign_in.begin(db.session.scalars(select(Person).where(Person.login == login)).one())
            cookie = app.session_interface.get_signing_serializer(app).dumps(dict(sign_in.session))
        browser.set_cookie(app.config["SESSION_COOKIE_NAME"], cookie)
        return browser

    return signed_in


@pytest.fixture
def max_queries(app: Flask) -> Callable[[int], AbstractContextManager[list[str]]]:
    """`with max_queries(4):` fails when what stands inside asks the database more often, and shows the questions."""

    @contextmanager
    def max_queries(limit: int) -> Iterator[list[str]]:
        asked: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA")):
                asked.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield asked
        finally:
            event.remove(engine, "before_cursor_execute", note)
        assert len(asked) <= limit, "\n\n".join(asked)

    return max_queries


def pytest_collection_finish() -> None:
    """What is loaded now stays; without this the collector walks through all of it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)
