"""`fieldapp upgrade`: bring the database to the tables of this version."""

import click
from alembic import command
from flask import current_app
from flask.cli import with_appcontext

from fieldapp.db import MIGRATIONS


@click.command()
@with_appcontext
def upgrade() -> None:
    """Bring the database to the tables of this version (safe to repeat)."""
    upgrade_database()


def upgrade_database() -> None:
    from fieldapp.db import db
    from fieldapp.domain.base import Model
    if not list(MIGRATIONS.glob("versions/*.py")):  # TODO before the first migration
        Model.metadata.create_all(db.engine)
        command.stamp(current_app.extensions["migrate"].migrate.get_config(), "head")
        return
    command.upgrade(current_app.extensions["migrate"].migrate.get_config(), "head")
