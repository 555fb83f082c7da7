"""`fieldapp blobs`: the photos where they lie, beside the rows that name them."""

from datetime import timedelta

import click
from flask import current_app
from flask.cli import with_appcontext

from fieldapp.blobs import Blobs, Entry, blobs_of
from fieldapp.clock import now
from fieldapp.db import READING
from fieldapp.keeping.photos import pairs

LEFT_ALONE = timedelta(days=1)  # a file lies there before its row does
SHOWN = 20


@click.group("blobs")
def blobs_group() -> None:
    """The photos where they lie."""


@blobs_group.command("check")
@click.option("--delete", is_flag=True, help="Delete files that nobody names and that are older than a day.")
@with_appcontext
def check(delete: bool) -> None:
    """Say which files nobody names, and which photos are named and lie nowhere (then the command ends with 1)."""
    blobs, old = blobs_of(current_app.config), now() - LEFT_ALONE
    orphans, missing, files = _compared(blobs)
    click.echo(f"{files:,} files, {len(orphans):,} of them named by nobody ({_size(orphans)}).")
    gone = _dropped(blobs, [entry for entry in orphans if entry.at < old]) if delete else 0
    if orphans:
        click.echo(f"{gone:,} of them deleted." if delete else "--delete deletes those that are older than a day.")
    for name in missing[:SHOWN]:
        click.echo(f"{name} is named and lies nowhere.", err=True)
    if missing:
        raise click.ClickException(f"{len(missing):,} photos are named and lie nowhere: look into a backup.")
    click.echo("Every photo that is named lies there.")


def _compared(blobs: Blobs) -> tuple[list[Entry], list[str], int]:
    orphans, missing, files = list(blobs.scraps()), [], 0
    with current_app.extensions[READING].connect() as connection:
        for pair in pairs(blobs, connection):
            files += pair.entry is not None
            if pair.entry is None:
                missing.append(pair.name)
            elif not pair.is_named:
                orphans.append(pair.entry)
    return orphans, missing, files


def _dropped(blobs: Blobs, entries: list[Entry]) -> int:
    for entry in entries:
        blobs.remove(entry)
    return len(entries)


def _size(entries: list[Entry]) -> str:
    return f"{sum(entry.size for entry in entries) / 1_000_000:,.1f} MB"
