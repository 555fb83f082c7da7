"""The database as it stands at one moment, while people go on working: copied by SQLite itself, or by pg_dump."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool

from fieldapp.keeping import Refused
from fieldapp.keeping.archive import DATABASES
from fieldapp.keeping.postgres import dump, require_as_new_as


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy, and a look at exactly the moment that it shows."""

    server: str  # the version of what keeps the database
    look: Connection
    write: Callable[[], Path]  # gives back the finished file


@contextmanager
def copy_of(engine: Engine, folder: Path) -> Iterator[Copy]:
    """Of everything that was acknowledged before this was called. Nobody who writes has to wait.

    Raises Refused when the copy cannot be opened, or when there is nothing that makes one.
    """
    kind = engine.dialect.name
    copied = _from_sqlite if kind == "sqlite" else _from_postgresql
    with copied(engine, folder / DATABASES[kind]) as copy:
        yield copy


@contextmanager
def _from_sqlite(engine: Engine, file: Path) -> Iterator[Copy]:
    living = engine.raw_connection()
    try:
        with closing(sqlite3.connect(file)) as copy:
            # In one go: page by page it would begin anew with every press of somebody.
            living.driver_connection.backup(copy)  # type: ignore[union-attr]
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
            _require_sound(copy)
    finally:
        living.close()
    opened = create_engine(f"sqlite:///{file}", poolclass=NullPool)
    with opened.connect() as look:
        yield Copy(sqlite3.sqlite_version, look, lambda: file)


def _require_sound(copy: sqlite3.Connection) -> None:
    found = [row[0] for row in copy.execute("PRAGMA integrity_check(1)")]
    if found != ["ok"]:
        raise Refused(f"The copy was opened and is not sound ({found[0]}). The database itself may be damaged.")
    lost = copy.execute("PRAGMA foreign_key_check").fetchone()
    if lost:
        raise Refused(f"The copy was opened, and a row of {lost[0]!r} names what is not there. Look at the database.")


@contextmanager
def _from_postgresql(engine: Engine, file: Path) -> Iterator[Copy]:
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as look:
        server = str(look.exec_driver_sql("SHOW server_version").scalar_one())
        require_as_new_as(server)
        # Held for as long as pg_dump takes, which reads the same moment.
        for limit in ("idle_in_transaction_session_timeout", "statement_timeout"):
            look.exec_driver_sql(f"SET LOCAL {limit} = 0")
        snapshot = str(look.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one())
        yield Copy(server, look, lambda: dump(engine.url, snapshot, file))
        look.rollback()
