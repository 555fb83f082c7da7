"""`fieldapp import`: rooms, people or a catalogue from a spreadsheet; it checks, reports, and writes when told to."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from fieldapp import spreadsheets
from fieldapp.clock import now
from fieldapp.commands.refused_rows import sentence
from fieldapp.commands.which_branch import which_branch
from fieldapp.db import db
from fieldapp.domain.admin_journal import note
from fieldapp.domain.catalogue_table import load_catalogue, next_number
from fieldapp.domain.changes import Changes
from fieldapp.domain.journal import Act
from fieldapp.domain.people_table import import_people
from fieldapp.domain.premises import Branch
from fieldapp.domain.rooms_table import import_rooms
from fieldapp.domain.table import Record, TableRefused

MOST_LINES = 200  # of refusals that are printed

Importer = Callable[[Session, UUID, Iterable[Record]], dict[str, Changes]]


@click.group("import")
def import_group() -> None:
    """Read rooms, people or a catalogue from a csv or xlsx file.

    The file is checked and the changes are reported; they are written only with --apply, and then all or none.
    """


def importing(name: str, help: str) -> Callable[[Callable[..., str]], click.Command]:
    """A command that reads FILE, reports what a function makes of it, and keeps that only with --apply."""

    def make(read_into: Callable[..., str]) -> click.Command:
        @import_group.command(name, help=help)
        @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
        @click.option("--apply", "write", is_flag=True, help="Write the changes.")
        @click.option("--branch", "branch_name", default="", help="The branch, by name; needed if there are several.")
        @with_appcontext
        def command(file: Path, write: bool, branch_name: str, **options: bool) -> None:
            try:
                told = read_into(which_branch(branch_name), spreadsheets.read(file), **options)
                db.session.flush()
            except TableRefused as refused:
                db.session.rollback()
                _report(file, refused)
                sys.exit(1)
            _keep(told, write)

        command.params += getattr(read_into, "__click_params__", [])  # what this one is asked besides
        return command

    return make


@importing("rooms", "Rooms with their owners, known again by site, building and door.")
@click.option("--new-sites", is_flag=True, help="Found the sites that are not known yet.")
def rooms(branch: Branch, records: list[Record], new_sites: bool) -> str:
    return _noted(branch, "rooms", import_rooms(db.session(), branch.id, records, new_sites=new_sites))


@importing("people", "People who sign in, known again by login. Passwords are set with `fieldapp person password`.")
def people(branch: Branch, records: list[Record]) -> str:
    return _noted(branch, "people", import_people(db.session(), branch.id, records))


@importing("catalogue", "A catalogue; it becomes a draft version, which offers nothing before it is approved.")
def catalogue(branch: Branch, records: list[Record]) -> str:
    year = now().astimezone(ZoneInfo(branch.timezone)).year
    number = db.session.scalars(next_number(branch.id, year)).one()
    version = load_catalogue(db.session(), branch.id, records, year=year, number=number, at=now())
    return f"catalogue: {len(version.items)} items, draft version {number} of {year}"


def _noted(branch: Branch, what: str, changes: dict[str, Changes]) -> str:
    """In the journal of the administration, as done by whoever keeps the server."""
    counts = {name: asdict(count) for name, count in changes.items()}
    note(db.session(), branch.id, Act.here(by_id=None, now=now()), "imported", about=what, counts=counts)
    return _told(changes)


def _told(changes: dict[str, Changes]) -> str:
    return "\n".join(
        f"{name}: {count.added} new, {count.changed} changed, {count.unchanged} as they were"
        for name, count in changes.items()
    )


def _keep(told: str, write: bool) -> None:
    click.echo(told)
    if write:
        db.session.commit()
        click.echo("Written.")
    else:
        db.session.rollback()
        click.echo("Nothing was written. Add --apply to write it.")


def _report(file: Path, refused: TableRefused) -> None:
    for refusal in refused.refusals[:MOST_LINES]:
        click.echo(f"{file.name}: {sentence(refusal)}", err=True)
    more = len(refused.refusals) - MOST_LINES
    if more > 0:
        click.echo(f"{file.name}: and {more} more", err=True)
    click.echo("Nothing was written.", err=True)
