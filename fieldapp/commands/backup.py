"""`fieldapp backup` and `fieldapp restore`: everything in one file, taken while people work."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from fieldapp.blobs import blobs_of
from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.keeping import Refused
from fieldapp.keeping.backing_up import back_up, drop_old, place_in
from fieldapp.keeping.manifest import Manifest
from fieldapp.keeping.restoring import restore as put_back
from fieldapp.schema import newest_version

A_MEGABYTE = 1_000_000


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--keep", type=click.IntRange(1), help="In a folder: so many, and older ones go. Else FIELDAPP_BACKUPS.")
@click.option("--without-photos", is_flag=True, help="The database alone; the photos are kept in another way.")
@with_appcontext
def backup(file: Path, keep: int | None, without_photos: bool) -> None:
    """Copy everything into FILE while people go on working, and open it again to be sure.

    Is FILE a folder, the backup in it is called by the moment, and the oldest ones go.
    """
    at = now()
    whole, place = file.resolve(), place_in(file.resolve(), at)
    photos = None if without_photos else blobs_of(current_app.config)
    try:
        manifest = back_up(db.engine, photos, place, at)
    except Refused as why:
        raise click.ClickException(str(why)) from None
    click.echo(f"{place}: {place.stat().st_size / A_MEGABYTE:,.1f} MB, opened again, every hash agrees.")
    _tell(manifest)
    if whole.is_dir():
        old = drop_old(whole, keep or current_app.config["BACKUPS"])
        click.echo(f"{len(old)} older ones are gone." if old else "No older one had to go.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Put everything from FILE into an empty database and an empty place for photos; refuse anything else."""
    try:
        manifest = put_back(db.engine, blobs_of(current_app.config), file.resolve())
    except Refused as why:
        raise click.ClickException(str(why)) from None
    click.echo(f"Restored as it stood at {manifest.made_at}.")
    _tell(manifest)
    if manifest.schema != newest_version():
        click.echo("It is of an older version: fieldapp upgrade.")


def _tell(manifest: Manifest) -> None:
    rows = sum(manifest.rows.values())
    click.echo(f"  {rows:,} rows in {len(manifest.rows)} tables, at migration {manifest.schema}")
    if manifest.photos is None:
        click.echo("  without photos")
    else:
        click.echo(f"  {manifest.photos:,} photos, {manifest.photo_bytes / A_MEGABYTE:,.1f} MB")
    if manifest.missing:
        click.echo(f"  {manifest.missing:,} photos are named and lie nowhere (fieldapp blobs check)", err=True)
    for line in manifest.chain:
        click.echo(f"  chain {line}")
