"""The world of one example: the app on a database that is as good as new, its people, and the clock of the server."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg
import time_machine
from flask import Flask
from sqlalchemy import event, insert, select, text

from fieldapp import create_app
from fieldapp.blobs import folder as in_a_folder
from fieldapp.db import READING, db
from fieldapp.domain.base import Model
from fieldapp.domain.device_session import DeviceSession
from fieldapp.domain.people import Person
from fieldapp.domain.upcast import NEWEST
from fieldapp.web import session as sign_in
from tests.builders import NOW
from tests.databases import Browser, TestedSettings, migrate
from tests.postgres import Server
from tests.sync.machine.scene import Scene, furnish
from tests.sync.machine.tomorrow import TOMORROW, server_of_tomorrow

STANDING = {
    "branch",
    "site",
    "room",
    "owner",
    "person",
    "catalogue_version",
    "catalogue_item",
    "procedure",
    "procedure_step",
}
CHANGING = [table.name for table in Model.metadata.sorted_tables if table.name not in STANDING]
KEEP = 'CREATE TABLE first."{0}" AS TABLE "{0}"'
PUT_BACK = 'DELETE FROM "{0}"; INSERT INTO "{0}" SELECT * FROM first."{0}"'
# The soak runs beside other things, and may be held up longer than any server is.
HELD_UP = patch.multiple("fieldapp.db", LONGEST_PAUSE=600_000, WAIT_FOR_WRITERS=60_000)
A_BLINK = timedelta(seconds=1)  # between two things that happen


class World:
    """One app and one database, made as good as new for each example."""

    def __init__(self, app: Flask, scene: Scene, renew: Callable[[], None], clock: time_machine.Traveller) -> None:
        self.app, self.scene, self._renew, self._clock = app, scene, renew, clock
        self._upgraded = ExitStack()
        self.newest = NEWEST  # version of commands that the server knows
        self._sessions: list[dict[str, Any]] = []  # everybody is signed in from the first moment on
        self.begin()
        self.cookies = {login: self._cookie(login) for login in scene.people}
        with app.app_context():
            self._sessions = [dict(row) for row in db.session.execute(select(DeviceSession.__table__)).mappings()]

    def begin(self) -> None:
        """Everything is as it was at NOW."""
        self.put_back()
        with self.app.app_context():
            db.session.remove()
            self._renew()
            if self._sessions:
                db.session.execute(insert(DeviceSession), self._sessions)
                db.session.commit()
        self.move_to(NOW)

    def upgrade(self) -> None:
        """The server is that of tomorrow from here on."""
        if self.newest != TOMORROW:
            self.newest = TOMORROW
            self._upgraded.enter_context(server_of_tomorrow())

    def put_back(self) -> None:
        """The server is that of today."""
        self.newest = NEWEST
        self._upgraded.close()

    def let_go(self) -> None:
        """Close every connection: nothing of it is needed any more."""
        self.put_back()
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    @property
    def now(self) -> datetime:
        """What the server's clock says. It stands still until something happens."""
        return datetime.now(tz=NOW.tzinfo)

    def go_on(self) -> None:
        """A second passes."""
        self._clock.shift(A_BLINK)

    def move_to(self, moment: datetime) -> None:
        """Put the server's clock to this moment."""
        self._clock.move_to(moment, tick=False)

    def browser(self, login: str) -> Browser:
        """A browser in which this person is signed in; nobody for ""."""
        browser = Browser(self.app, self.app.response_class)
        if login:
            browser.set_cookie(self.app.config["SESSION_COOKIE_NAME"], self.cookies[login])
        return browser

    def ask(self, question: str, **values: Any) -> list[Any]:
        """Rows of the database, as they are now."""
        with self.app.app_context(), self.app.extensions[READING].connect() as connection:
            return list(connection.execute(text(question), values).mappings())

    def _cookie(self, login: str) -> str:
        with self.app.test_request_context(method="POST"):
            sign_in.begin(db.session.scalars(select(Person).where(Person.login == login)).one())
            serializer: Any = self.app.session_interface.get_signing_serializer(self.app)
            return str(serializer.dumps(dict(sign_in.session)))


@contextmanager
def world_on_sqlite(folder: Path, empty: Path | None = None) -> Iterator[World]:
    """The world on a file that is copied from a prepared one. ``empty`` has every table already."""
    prepared, used = folder / "prepared.db", folder / "used.db"
    if empty:
        shutil.copyfile(empty, prepared)
    else:
        migrate(f"sqlite:///{prepared}")

    def renew() -> None:
        db.engine.dispose()
        for leftover in ("-wal", "-shm"):
            used.with_name(used.name + leftover).unlink(missing_ok=True)
        shutil.copyfile(prepared, used)

    with _world(f"sqlite:///{used}", furnish(f"sqlite:///{prepared}"), renew, folder) as world:
        yield world


@contextmanager
def world_on_postgresql(server: Server, folder: Path, empty: str = "") -> Iterator[World]:
    """The world on a database that keeps a second copy of all that changes: putting it back is one question."""
    if empty:
        server.create("used", template=empty)
    else:
        server.create("used")
        migrate(server.url("used"))
    scene = furnish(server.url("used"))
    with psycopg.connect(f"host={server.folder} user=fieldapp dbname=used", autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA first; {'; '.join(map(KEEP.format, CHANGING))}")
        put_back = f"SET session_replication_role = replica; {'; '.join(map(PUT_BACK.format, CHANGING))}"
        with _world(server.url("used"), scene, lambda: bool(connection.execute(put_back)), folder) as world:
            yield world


@contextmanager
def _world(url: str, scene: Scene, renew: Callable[[], None], folder: Path) -> Iterator[World]:
    settings = TestedSettings(
        database_url=url, secret_key="test", public_url="http://localhost", blobs=str(folder / "blobs"), threads=6
    )
    # Nothing here has to survive a power cut of the machine that runs the tests; the cuts that are played are ours.
    with (
        patch.object(in_a_folder, "_to_the_disk", lambda path: None),
        HELD_UP,
        time_machine.travel(NOW, tick=False) as clock,
    ):
        app = create_app(settings)
        with app.app_context():
            if db.engine.dialect.name == "sqlite":
                event.listen(db.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        world = World(app, scene, renew, clock)
        try:
            yield world
        finally:
            world.let_go()
