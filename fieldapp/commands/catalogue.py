"""`fieldapp catalogue`: the approval of an imported version, for whoever keeps the server."""

import click
from flask.cli import with_appcontext

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.catalogue import CatalogueVersion, newest_version
from fieldapp.domain.catalogue_reviewing import reviewed_on_paper
from fieldapp.domain.people import Person, person_with_login

REFUSALS = {
    "catalogue.not_the_general_manager": "{login} is not the general manager, who alone approves a catalogue.",
    "catalogue.not_reviewed": (
        "The supervisors have not said yes to all of it: they do so at /board/catalogue. "
        "If they did so on paper, say where it lies with --reviewed-on-paper."
    ),
}


@click.group()
def catalogue() -> None:
    """The versions of the catalogue."""


@catalogue.command("approve")
@click.option("--by", "login", required=True, help="The general manager of the branch, who approves it, by login.")
@click.option(
    "--reviewed-on-paper", "paper", default="", help="Where the supervisors' yes lies, if they gave it on paper."
)
@with_appcontext
def approve(login: str, paper: str) -> None:
    """Put the version that was imported last in force, once the supervisors have reviewed it."""
    by = db.session.scalars(person_with_login(login)).first()
    if by is None:
        raise click.ClickException(f"Nobody signs in as {login}.")
    version = db.session.scalars(newest_version(by.branch_id)).first()
    if version is None:
        raise click.ClickException("There is no catalogue yet: fieldapp import catalogue.")
    _approve(version, by, paper)
    db.session.commit()
    click.echo(f"Version {version.number} of {version.year} is in force.")


def _approve(version: CatalogueVersion, by: Person, paper: str) -> None:
    try:
        if paper and not version.is_settled:
            reviewed_on_paper(version, paper, at=now())
        version.approve(at=now(), by=by)
    except RuleBroken as refusal:
        raise click.ClickException(REFUSALS[refusal.code].format(login=by.login)) from None
