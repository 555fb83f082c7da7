"""The tables of this version: bringing a database to them, and whether it has them.

What does it (Alembic) is loaded when it is asked for the first time: a server that answers pages does without.
"""

from pathlib import Path

from flask import current_app

from fieldapp.db import db

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
    from alembic.script import ScriptDirectory

    wanted = ScriptDirectory(str(MIGRATIONS)).get_heads()
    return set(MigrationContext.configure(db.session.connection()).get_current_heads()) == set(wanted)
