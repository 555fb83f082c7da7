"""How Alembic meets the app: on the app's own engine, in one transaction, with numbered files."""

from pathlib import Path
from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection, Enum
from sqlalchemy.types import TypeDecorator

from fieldapp.db import db
from fieldapp.domain.base import Model


def number(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Name a new migration by the next number, so that the folder reads in order."""
    existing = sorted((Path(__file__).parent / "versions").glob("[0-9]*.py"))
    directives[0].rev_id = f"{len(existing) + 1:04}"


def plain(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Write down what the database stores, not our own type for it: the type may change its ways, a migration not."""
    if kind == "type" and isinstance(thing, Enum):
        return f"sa.String(length={thing.length})"
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl!r}"
    return False


def migrate(connection: Connection) -> None:
    options = current_app.extensions["migrate"].configure_args
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        process_revision_directives=number,
        render_item=plain,
        **options,
    )
    with context.begin_transaction():
        context.run_migrations()


with db.engine.connect() as connection:
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        driver.execute("PRAGMA foreign_keys=OFF")  # SQLite alters a table by making it anew under the same name
    else:
        driver.execute("SET statement_timeout = 0")  # an index on a large table takes its time
        driver.commit()
    migrate(connection)
    connection.detach()  # these settings are for migrations only
