"""`fieldapp upgrade`: bring the database to the tables of this version."""

import click
from flask.cli import with_appcontext

from fieldapp.schema import upgrade_database


@click.command()
@with_appcontext
def upgrade() -> None:
    """Bring the database to the tables of this version (safe to repeat)."""
    upgrade_database()
