"""The database: one session per request, and engine settings under which SQLite and PostgreSQL lose no update.

A GET reads: its session cannot write. Everything else (a POST, a command, the worker) may write, until it commits;
what a screen asks afterwards to draw its answer only reads again, so that no one waits for a page to be drawn.
"""

from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from sqlite3 import SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE
from typing import Any, cast

from flask import Flask, current_app, g, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from psycopg.errors import UniqueViolation
from sqlalchemy import URL, Connection, Engine, ExceptionContext, event, func, make_url, select
from sqlalchemy.exc import DataError, IntegrityError, OperationalError, TimeoutError
from sqlalchemy.orm import Session as PlainSession
from sqlalchemy.orm.exc import StaleDataError

from fieldapp import domain
from fieldapp.domain.base import Model

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
STORED_TWICE = {SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE}
WAIT_FOR_WRITERS = 5000  # milliseconds until a press is told that others are busy with the database
LONGEST_PAUSE = 10_000  # milliseconds that a transaction may stand still and hold what it holds
READING = "fieldapp_reading"  # the name of the mark on an engine, its connections and the app's extensions

# A relation names its other side by a word, so every table has to be known before the first question is asked.
for module in iter_modules(domain.__path__, f"{domain.__name__}."):
    import_module(module.name)

# What PostgreSQL calls it when it takes a transaction back in favour of others, or because it stood still.
GAVE_WAY = {"LockNotAvailable", "DeadlockDetected", "IdleInTransactionSessionTimeout"}

# The database cannot be reached, cannot store (its disk is full), or is not what we think it is.
Unreachable = OperationalError

# All connections are in use, and none became free as long as we wait.
NoConnectionFree = TimeoutError

# Somebody else changed the same order or visit since we read it (version_id_col), or stored the very thing that we
# were about to store, because both thumbs of a double tap arrived at once: look again and decide again.
Stale = StaleDataError

# What was sent cannot be stored as it is: too long, beyond all bounds, or it names what does not exist.
Unstorable = (DataError, IntegrityError)


class StoredTwice(Stale):
    """An id that is stored already: the same thing at the same moment, or something else of the same name."""


class Busy(Exception):
    """Somebody else held the database longer than we wait. Nothing was changed: the same may be sent again."""


class WroteWhileReading(Exception):
    """A GET, or what follows the commit of a request, tried to change something: a mistake of ours."""


class HouseSession(Session):
    """A session that knows whether it may write."""

    @property
    def reads(self) -> bool:
        if not has_request_context():
            return False
        return request.method in SAFE_METHODS or bool(self.info.get("over"))

    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:
        if only_reads():
            return reading()
        return current_app.extensions[READING] if self.reads else db.engine

    def commit(self) -> None:
        super().commit()
        self.info["over"] = True


# expire_on_commit is off, because a page is drawn after the commit from relations that refuse to load by themselves.
db = SQLAlchemy(metadata=Model.metadata, session_options={"class_": HouseSession, "expire_on_commit": False})


def init_app(app: Flask) -> None:
    url = make_url(app.config["DATABASE_URL"])
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url, threads=app.config["THREADS"])
    _make_folder(url)
    app.teardown_appcontext(_stop_reading)  # before the session's, because the last one said is the first one asked
    db.init_app(app)
    with app.app_context():
        app.extensions[READING] = _prepare(db.engine)


def reading() -> Connection:
    """For plain columns, which a session has nothing to do with: half of what a small page costs would be the session.

    A request that only reads has one connection for these and for its session, if it asks for one; any other request
    asks in the transaction in which it writes.
    """
    if not only_reads():
        return db.session.connection()
    if READING not in g:
        setattr(g, READING, current_app.extensions[READING].connect())
    return cast(Connection, g.get(READING))


def looking() -> PlainSession:
    """For whoever looks outside of any request (the worker): a session that cannot write, and keeps nobody from it."""
    return PlainSession(current_app.extensions[READING], expire_on_commit=False)


def beside() -> PlainSession:
    """For the one thing that a request notes although it only reads: that it came. A transaction of its own."""
    return PlainSession(db.engine)


def write_again() -> None:
    """For the few requests that are many transactions: the phone's queue, where each command is its own."""
    db.session.info.pop("over", None)


def give_up() -> None:
    """Take back what a request has not committed; what is left of it only reads, to draw the page that says why."""
    db.session.rollback()
    db.session.info["over"] = True


def one_at_a_time(name: str) -> None:
    """Until the end of this transaction nobody else does what goes by this name. (SQLite has one writer anyway.)"""
    if db.engine.dialect.name == "postgresql":
        number = int.from_bytes(sha256(name.encode()).digest()[:8], signed=True)
        db.session.execute(select(func.pg_advisory_xact_lock(number)))


def watch_connections(told: Callable[[int], Any]) -> int:
    """Say 1 whenever a connection is taken into use and -1 when it is given back; returns how many there may be."""
    options = current_app.config["SQLALCHEMY_ENGINE_OPTIONS"]
    event.listen(db.engine, "checkout", lambda *_: told(1))
    event.listen(db.engine, "checkin", lambda *_: told(-1))
    return int(options["pool_size"]) + int(options["max_overflow"])


def engine_options(url: URL, *, threads: int) -> dict[str, Any]:
    """One connection for each thread, none held for ever, and no statement that waits for ever."""
    if url.get_backend_name() == "sqlite":
        # A connection may be handed from one thread to the next, never used by two at once.
        return {
            "pool_size": threads,
            "max_overflow": 2,
            "connect_args": {"check_same_thread": False},
            "hide_parameters": True,
        }
    limits = {
        "statement_timeout": WAIT_FOR_WRITERS + 3000,
        "lock_timeout": WAIT_FOR_WRITERS,
        "idle_in_transaction_session_timeout": LONGEST_PAUSE,
        # A statement outside a transaction (AUTOCOMMIT, what reading requests use) cannot write.
        "default_transaction_read_only": "on",
    }
    return {
        "pool_size": threads,
        "max_overflow": 0,
        "pool_timeout": 5,
        "pool_recycle": 1800,
        "pool_pre_ping": True,
        "hide_parameters": True,  # names and telephone numbers do not belong into a log
        "connect_args": {"options": " ".join(f"-c {name}={value}" for name, value in limits.items())},
    }


def only_reads() -> bool:
    """Whether nothing that this request asks for can change anything: a GET."""
    return has_request_context() and request.method in SAFE_METHODS


def _stop_reading(_: BaseException | None) -> None:
    connection = g.pop(READING, None)
    if connection is not None:
        connection.close()


def _make_folder(url: URL) -> None:
    """And the file, while it is nobody's but ours: owners and passwords are nothing for others on this machine."""
    if url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}:
        file = Path(str(url.database))
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)  # what stands beside it while people work gets the same rights


def _prepare(engine: Engine) -> Engine:
    """Fit the engine with our rules, and return the same engine for those who only read."""
    event.listen(engine, "handle_error", _name_the_trouble)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine.execution_options(**{READING: True})
    event.listen(engine, "connect", _open_postgresql)
    # Without a transaction around it, a reading request saves two of its round trips.
    return engine.execution_options(**{READING: True, "isolation_level": "AUTOCOMMIT"})


def _open_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transactions begin too late: two writers both read first, and one update is lost in silence.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={WAIT_FOR_WRITERS}",
        "journal_mode=WAL",
        "synchronous=FULL",  # what a phone was told is stored survives a power cut
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "journal_size_limit=67108864",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reading = bool(connection.get_execution_options().get(READING))
    if connection.info.get(READING, False) is not reading:
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
        connection.info[READING] = reading
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _open_postgresql(connection: Any, _record: Any) -> None:
    connection.read_only = False  # psycopg then says BEGIN READ WRITE; what has no BEGIN stays read-only


def _name_the_trouble(context: ExceptionContext) -> None:
    trouble = context.original_exception
    words = str(trouble).lower()
    if "readonly database" in words or "read-only transaction" in words:
        raise WroteWhileReading(str(trouble)) from trouble
    if _is_stored_twice(context):
        # Without the engine's own words: PostgreSQL would name the id, and it may be an owner's link.
        raise StoredTwice("the same id is stored already") from None
    if "database is locked" in words or type(trouble).__name__ in GAVE_WAY:
        raise Busy from trouble


def _is_stored_twice(context: ExceptionContext) -> bool:
    """Ids are made once, by whoever presses: the same one again is the same thing again, or names something elsewhere.

    Who opened a savepoint expects it, and deals with it.
    """
    trouble, connection = context.original_exception, context.connection
    if connection is not None and connection.in_nested_transaction():
        return False
    return isinstance(trouble, UniqueViolation) or getattr(trouble, "sqlite_errorcode", None) in STORED_TWICE
