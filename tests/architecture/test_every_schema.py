"""Whoever comes from an older version keeps what they have: their tables, with a branch in them."""

from alembic import command
from flask import Flask, current_app
from flask_migrate import Migrate
from sqlalchemy import text

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.demo import load
from fieldapp.keeping import facts
from fieldapp.schema import MIGRATIONS


def test_a_branch_of_an_older_version_comes_to_this_one_with_every_row(app: Flask):
    """From two of the versions in one test; each way down and up passes through all that came after."""
    with app.app_context():
        load(db.session(), now=now(), password_hash="x")
        db.session.commit()
        db.session.remove()
        migrate = Migrate(current_app, db, directory=str(MIGRATIONS), compare_type=True, render_as_batch=True)
        for version in ("0012", "0002"):
            command.downgrade(migrate.get_config(), version)
            before = kept()
            command.upgrade(migrate.get_config(), "head")
            after = kept()
            assert not {name: rows for name, rows in before.items() if after.get(name) != rows}, version


def kept() -> dict[str, int]:
    """The rows of each table; none of them names what is not there."""
    with db.engine.connect() as connection:
        assert not connection.execute(text("PRAGMA foreign_key_check")).all()
        return facts.rows(connection)
