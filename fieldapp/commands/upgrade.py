"""`fieldapp upgrade`: bring the database to the tables of this version."""

import click
from alembic import command
from flask import current_app
from flask.cli import with_appcontext


@click.command()
@with_appcontext
def upgrade() -> None:
    """Bring the database to the tables of this version (safe to repeat)."""
    upgrade_database()


def upgrade_database() -> None:
    command.upgrade(current_app.extensions["migrate"].migrate.get_config(), "head")
