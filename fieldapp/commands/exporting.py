"""`fieldapp export`: what was imported, with the same columns, so that it can be read again; and the orders."""

import re
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import Select

from fieldapp import spreadsheets
from fieldapp.clock import now
from fieldapp.commands.which_branch import which_branch
from fieldapp.db import db
from fieldapp.domain import orders_table
from fieldapp.domain.admin_journal import note
from fieldapp.domain.catalogue import CatalogueVersion, in_force, items_of
from fieldapp.domain.catalogue_list import version_of_number
from fieldapp.domain.catalogue_table import FIGURES, HEADER, as_row
from fieldapp.domain.journal import Act
from fieldapp.domain.premises import Branch
from fieldapp.domain.tables import TABLES

NUMBER = re.compile(r"(20\d\d)-(\d{1,3})")


@click.group("export")
def export_group() -> None:
    """Write a csv or xlsx file, as the name of FILE ends. What a spreadsheet would calculate is written as text."""


@export_group.command("catalogue")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--version", "number", default="", help="Year and number, such as 2026-4; else the one in force.")
@click.option("--branch", "branch_name", default="", help="The branch, by name; needed if there are several.")
@with_appcontext
def catalogue(file: Path, number: str, branch_name: str) -> None:
    """A version of the catalogue, with the columns of `fieldapp import catalogue`."""
    version = db.session.scalars(_which(which_branch(branch_name), number)).one_or_none()
    if version is None:
        raise click.ClickException(f"There is no version {number}." if number else "No catalogue is in force.")
    rows = [as_row(item) for item in db.session.scalars(items_of(version.id))]
    _write(file, rows, HEADER, FIGURES)
    click.echo(f"Version {version.number} of {version.year}: {len(rows)} items in {file}.")


@export_group.command("rooms")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--branch", "branch_name", default="", help="The branch, by name; needed if there are several.")
@with_appcontext
def rooms(file: Path, branch_name: str) -> None:
    """Every room with whoever lives there, with the columns of `fieldapp import rooms`."""
    _table("rooms", file, branch_name)


@export_group.command("people")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--branch", "branch_name", default="", help="The branch, by name; needed if there are several.")
@with_appcontext
def people(file: Path, branch_name: str) -> None:
    """Everybody who works here, with the columns of `fieldapp import people`."""
    _table("people", file, branch_name)


@export_group.command("orders")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--branch", "branch_name", default="", help="The branch, by name; needed if there are several.")
@with_appcontext
def orders(file: Path, branch_name: str) -> None:
    """Every order with its room, state, technician and money; no owner's name and no number."""
    branch = which_branch(branch_name)
    rows = [orders_table.as_row(order) for order in db.session.execute(orders_table.orders_to_export(branch.id))]
    _write(file, rows, orders_table.HEADER, orders_table.FIGURES)
    _noted(branch, "orders", file, len(rows))


def _table(kind: str, file: Path, branch_name: str) -> None:
    """Whoever keeps the server takes whole numbers along: it is written down like a press on the page."""
    branch = which_branch(branch_name)
    rows = TABLES[kind].rows(db.session(), branch.id)
    _write(file, rows, TABLES[kind].header)
    _noted(branch, kind, file, len(rows))


def _noted(branch: Branch, kind: str, file: Path, rows: int) -> None:
    act = Act.here(by_id=None, now=now())
    note(db.session(), branch.id, act, "exported", about=kind, rows=rows, written_as=file.suffix.lower()[1:])
    db.session.commit()
    click.echo(f"{rows} rows in {file}.")


def _which(branch: Branch, number: str) -> Select[CatalogueVersion]:
    if not number:
        return in_force(branch.id, now())
    found = NUMBER.fullmatch(number)
    if found is None:
        raise click.ClickException(f"“{number}” is no version; say 2026-4 for the fourth of 2026.")
    return version_of_number(branch.id, int(found[1]), int(found[2]))


def _write(
    file: Path, rows: list[tuple[str, ...]], header: tuple[str, ...], figures: frozenset[str] = frozenset()
) -> None:
    match file.suffix.lower():
        case ".csv":
            file.write_bytes(spreadsheets.as_csv([header, *rows]))
        case ".xlsx":
            file.write_bytes(spreadsheets.as_workbook(header, rows, figures=figures))
        case _:
            raise click.ClickException(f"{file.name} must end in .csv or .xlsx.")
