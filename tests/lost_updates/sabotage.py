"""What would happen without our precautions: each taken out by itself, inside one process of the test."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import Any
from unittest.mock import patch

from sqlalchemy import inspect

from fieldapp import db
from fieldapp.domain.order import Order
from fieldapp.domain.visit import Visit

_open_sqlite = db._open_sqlite


@contextmanager
def begin_deferred() -> Iterator[None]:
    """SQLite begins to write only when something is written: two that have read cannot both go on."""
    with patch.object(db, "_begin_sqlite", lambda connection: connection.exec_driver_sql("BEGIN")):
        yield


@contextmanager
def no_version_column() -> Iterator[None]:
    """Nobody looks whether a row is still as it was read, and SQLite's driver begins as it would by itself."""
    with ExitStack() as stack:
        for thing in (Order, Visit):
            stack.enter_context(patch.object(inspect(thing), "version_id_col", None))
        stack.enter_context(patch.object(db, "_open_sqlite", _open_as_the_driver_does))
        stack.enter_context(patch.object(db, "_begin_sqlite", lambda connection: None))
        yield


def _open_as_the_driver_does(connection: Any, record: Any) -> None:
    _open_sqlite(connection, record)
    connection.isolation_level = ""


TAKEN_OUT: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "": nullcontext,
    "BEGIN IMMEDIATE": begin_deferred,
    "version column": no_version_column,
}
