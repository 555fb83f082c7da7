"""`fieldapp demo`: the demo branch, for trying the app and for its pictures."""

import click
from flask import current_app
from flask.cli import with_appcontext

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.demo import is_empty, load, move_to_today
from fieldapp.passwords import hashed


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Load the demo branch into an empty database."""
    if not is_empty(db.session()):
        raise click.ClickException("The database is not empty: the demo branch only goes into an empty one.")
    load_demo()
    click.echo("The demo branch is loaded.")


def load_demo() -> None:
    """Load the demo branch, all of it or nothing."""
    load(db.session(), now=now(), password_hash=hashed(current_app.config["DEMO_PASSWORD"]))
    db.session.commit()


def be_today() -> None:
    """Load the demo branch if nobody is there; started on a later day, let its day be today."""
    if is_empty(db.session()):
        load_demo()
    elif move_to_today(db.session(), now=now()):
        db.session.commit()
