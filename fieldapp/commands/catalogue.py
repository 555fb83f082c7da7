"""`fieldapp catalogue`: the approval of an imported version, for whoever keeps the server."""

import click
from flask.cli import with_appcontext

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.catalogue import newest_version
from fieldapp.domain.people import person_with_login


@click.group()
def catalogue() -> None:
    """The versions of the catalogue."""


@catalogue.command("approve")
@click.option("--by", "login", required=True, help="The general manager of the branch, who approves it, by login.")
@with_appcontext
def approve(login: str) -> None:
    """Put the version that was imported last in force."""
    by = db.session.scalars(person_with_login(login)).first()
    if by is None:
        raise click.ClickException(f"Nobody signs in as {login}.")
    version = db.session.scalars(newest_version(by.branch_id)).first()
    if version is None:
        raise click.ClickException("There is no catalogue yet: fieldapp import catalogue.")
    try:
        version.approve(at=now(), by=by)
    except RuleBroken:
        raise click.ClickException(f"{login} is not the general manager, who alone approves a catalogue.") from None
    db.session.commit()
    click.echo(f"Version {version.number} of {version.year} is in force.")
