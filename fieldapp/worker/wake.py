"""When to look again: at once after anybody's commit, when the next timer is due, and every second in any case.

On SQLite a counter in the file's shared memory tells of every commit of any process; to look at it costs microseconds
and no lock. PostgreSQL is asked a few times a second when the next timer is due.
"""

from datetime import datetime, timedelta
from threading import Event
from typing import Protocol

from sqlalchemy import Engine

NET = timedelta(seconds=1)  # whatever happens, a look a second
SQLITE_TICK = 0.025  # seconds between two looks at the counter
POSTGRESQL_TICK = 0.2  # seconds between two questions


class Wake(Protocol):
    """Waits until it is worth looking."""

    over: bool  # set when nobody need wait any more; no lock is taken for it

    def wait(self, until: datetime, now: datetime) -> None:
        """Come back when something may be due: at ``until`` (the next timer) at the latest, or a second from now."""

    def ring(self) -> None:
        """From another thread: look at once."""


def wake_for(engine: Engine) -> Wake:
    """The way of waiting that this engine allows."""
    return CommitsOfSqlite(engine) if engine.dialect.name == "sqlite" else Questions()


class Questions:
    """Come back a few times a second."""

    def __init__(self) -> None:
        self.bell = Event()
        self.over = False

    def wait(self, until: datetime, now: datetime) -> None:
        self.bell.wait(min(POSTGRESQL_TICK, seconds(until - now)))
        self.bell.clear()

    def ring(self) -> None:
        self.bell.set()


class CommitsOfSqlite:
    """Come back after every commit."""

    def __init__(self, engine: Engine) -> None:
        # The driver's own connection: one of ours would begin a transaction, and keep everybody else from writing.
        self.connection = engine.raw_connection()
        self.bell = Event()
        self.seen = -1
        self.over = False

    def wait(self, until: datetime, now: datetime) -> None:
        for _ in range(int(min(seconds(until - now), NET.total_seconds()) / SQLITE_TICK) + 1):
            if self.over or self.bell.wait(SQLITE_TICK) or self._commits() != self.seen:
                break
        self.bell.clear()
        self.seen = self._commits()

    def ring(self) -> None:
        self.bell.set()

    def _commits(self) -> int:
        cursor = self.connection.cursor()
        cursor.execute("PRAGMA data_version")
        (commits,) = cursor.fetchone() or (0,)
        return int(commits)


def seconds(span: timedelta) -> float:
    """A span of time, never below nothing."""
    return max(0.0, span.total_seconds())
