"""`fieldapp seal`: the certificate that printed service orders are sealed with."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.documents.certificate import Certificate, NoCertificate, new_certificate_file, read_certificate
from fieldapp.domain.premises import Branch


@click.command()
@with_appcontext
def seal() -> None:
    """Make a certificate where there is none, and show it. It is never replaced: papers are known by it."""
    file = _file()
    if not file.exists():
        new_certificate_file(file, _company(), at=now())
        click.echo(f"A certificate of our own making is in {file}. Keep a copy. Nobody else vouches for it: where that")
        click.echo("matters, put one from an authority in its place (FIELDAPP_SEAL, FIELDAPP_SEAL_PASSWORD).")
    try:
        shown = _read()
        shown.require_good(now())
    except NoCertificate as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Certificate: {shown.name}, valid until {shown.own.not_valid_after_utc:%Y-%m-%d}")
    click.echo(f"SHA-256: {shown.fingerprint}")


def no_seal_because() -> str:
    """Why no service order can be made into a PDF; nothing when all is there."""
    try:
        _read().require_good(now())
    except NoCertificate as error:
        return f"No PDF of a service order is made: {error}"
    return ""


def _read() -> Certificate:
    return read_certificate(_file(), current_app.config["SEAL_PASSWORD"])


def _file() -> Path:
    return Path(current_app.config["SEAL"]).expanduser()


def _company() -> str:
    return db.session.scalars(select(Branch.company_zh).order_by(Branch.id).limit(1)).first() or "fieldapp"
