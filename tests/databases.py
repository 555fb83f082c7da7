"""The app on a fresh, migrated database for every test: made once for each engine, then copied."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar

import pytest
from babel.support import Translations
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine
from werkzeug import test as client
from werkzeug.routing import Rule
from whitenoise import WhiteNoise

from fieldapp import create_app
from fieldapp.config import CHECKOUT, Settings
from fieldapp.db import READING, db
from fieldapp.schema import upgrade_database
from fieldapp.web import assets
from fieldapp.web.quick import QuickFlask
from tests.postgres import Server


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("both_engines")
        metafunc.parametrize("engine", ["sqlite", "postgresql"] if both else ["sqlite"])


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The app on an empty database of its own: SQLite, and PostgreSQL too where the test is marked `both_engines`.

    Its other files are its own as well: what the product left in the checkout changes no test.
    """
    app = tested_app(database_url)
    own = tmp_path / "instance"
    app.config.update(BLOBS=str(own / "blobs"), SEAL=str(own / "seal.pem"), VAPID_KEY=str(own / "vapid.pem"))
    app.test_client_class = Browser
    yield app
    with app.app_context():
        db.engine.dispose()


class Browser(FlaskClient):
    """Sends what every browser of today sends with a form of ours."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        self.environ_base.setdefault("HTTP_SEC_FETCH_SITE", "same-origin")
        return super().open(*args, **kwargs)


class TestedSettings(Settings):
    """The settings of an app under test: its errors reach the test, and its static files are served as they lie."""

    __slots__ = ()
    __test__ = False

    def for_flask(self) -> dict[str, Any]:
        return super().for_flask() | {"TESTING": True}


class CompiledOnce(BytecodeCache):
    """Every test has an app of its own, but templates are compiled once for all of them."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key, bucket.checksum] = bucket.code


class LookedThroughOnce(WhiteNoise):
    """The same for the static files."""

    found: ClassVar[dict[tuple[str, str], dict[str, Any]]] = {}

    def update_files_dictionary(self, root: str, prefix: str) -> None:
        if (root, prefix) not in self.found:
            super().update_files_dictionary(root, prefix)
            self.found[root, prefix] = self.files
        self.files = dict(self.found[root, prefix])


class ParsedOnce(Rule):
    """Every app has the same routes."""

    parsed: ClassVar[dict[tuple[str, str], dict[str, Any]]] = {}

    def compile(self) -> None:
        same = self.parsed.get((self.endpoint, self.rule))
        if same is None:
            super().compile()
            self.parsed[self.endpoint, self.rule] = {name: getattr(self, name) for name in WORKED_OUT}
        else:
            vars(self).update(same)


WORKED_OUT = ("arguments", "_parts", "_trace", "_converters", "_build", "_build_unknown")  # by Rule.compile
READ = cache(Translations.load)


def read_once(folder: str, locales: list[str], domain: str) -> Translations:
    """The words of a language, which no test changes."""
    return READ(folder, tuple(map(str, locales)), domain)


HASHED = cache(assets.build_of)
REALLY_HASHED = assets.build_of


def hashed_once(folder: Path) -> str:
    """Of the house's own static files, which no test changes."""
    return HASHED(folder) if folder == CHECKOUT / "static" else REALLY_HASHED(folder)


Translations.load = read_once
# A large form would go to a file that nobody closes.
client.stream_encode_multipart = partial(client.stream_encode_multipart, use_tempfile=False)
COMPILED = CompiledOnce()
FIRST: dict[str, Engine] = {}  # the first engine of each kind
assets.WhiteNoise = LookedThroughOnce
assets.build_of = hashed_once
QuickFlask.url_rule_class = ParsedOnce


def tested_app(database_url: str) -> Flask:
    app = create_app(TestedSettings(database_url=database_url, secret_key="test", public_url="http://localhost"))
    app.jinja_env.bytecode_cache = COMPILED
    with app.app_context():
        for engine in (db.engine, app.extensions[READING]):
            speak_as_before(engine)
    return app


def speak_as_before(engine: Engine) -> None:
    """Every test has a database of its own, but statements are compiled once for all of them."""
    first = FIRST.setdefault(engine.dialect.name, engine)
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache


@pytest.fixture
def database_url(engine: str, request: pytest.FixtureRequest) -> str:
    """Where this test's own database is: empty, with every table."""
    return request.getfixturevalue(f"fresh_{engine}")()


@pytest.fixture
def fresh_sqlite(sqlite_template: Path, tmp_path: Path) -> Callable[[], str]:
    def fresh() -> str:
        return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'fieldapp.db')}"

    return fresh


@pytest.fixture
def fresh_postgresql(postgres: Server, postgres_template: str) -> Callable[[], str]:
    def fresh() -> str:
        postgres.create("test", template=postgres_template)
        return postgres.url("test")

    return fresh


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "fieldapp.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: Server) -> str:
    postgres.create("migrated")
    migrate(postgres.url("migrated"))
    return "migrated"


def migrate(url: str) -> None:
    """Bring the database to today's tables, and leave no connection open (a copy needs all of it in one place)."""
    with tested_app(url).app_context():
        upgrade_database()
        db.engine.dispose()
