"""The tables of this version: bringing a database to them, and whether it has them.

What does it (Alembic) is loaded when it is asked for the first time: a server that answers pages does without.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app

from fieldapp.db import db

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade_database() -> None:
    """Bring the database to the tables of this version (safe to repeat)."""
    from alembic import command
    from flask_migrate import Migrate

    migrate = Migrate(current_app, db, directory=str(MIGRATIONS), compare_type=True, render_as_batch=True)
    command.upgrade(migrate.get_config(), "head")


def is_migrated() -> bool:
    """Whether the database has the tables of this version, and not those of another."""
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(db.session.connection()).get_current_heads() == (newest_version(),)


def newest_version() -> str:
    """The migration that this version of the app works with."""
    return str(_scripts().get_current_head())


def known_versions() -> set[str]:
    """All migrations that this version can bring to its own."""
    return {script.revision for script in _scripts().walk_revisions()}


def _scripts() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(MIGRATIONS))
