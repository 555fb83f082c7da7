"""`fieldapp vapid`: the key by which push services know this installation."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from fieldapp.channels.push_setup import vapid as read
from fieldapp.channels.vapid import Vapid, VapidWrong, new_key_file

ANY_SUBJECT = "https://example.com"  # only to read a key: nothing is sent with it


@click.command()
@with_appcontext
def vapid() -> None:
    """Make the key where there is none, and show its public half. It is never replaced: phones would be lost."""
    key = current_app.config["VAPID_KEY"]
    try:
        shown = Vapid.read(key, ANY_SUBJECT)
    except VapidWrong:
        file = Path(key).expanduser()
        if file.exists():
            raise click.ClickException(f"{file} is no VAPID key. Move it away if it is not needed.") from None
        new_key_file(file)
        shown = Vapid.read(key, ANY_SUBJECT)
        click.echo(f"A new key is in {file}. Keep a copy: without it every phone has to subscribe again.")
    click.echo(f"Public key: {shown.public_key}")
    missing = no_push_because()
    if missing:
        click.echo(missing, err=True)


def no_push_because() -> str:
    """Why no push can go out; nothing when all is there."""
    try:
        read(current_app.config)
    except VapidWrong as error:
        return f"Web push is off: {error}"
    return ""
