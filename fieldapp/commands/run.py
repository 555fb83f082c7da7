"""What `make run` starts: the demo branch on this machine, set up by itself."""

import os
import secrets

import click
from flask import current_app
from flask.cli import with_appcontext

from fieldapp.channels.vapid import new_key_file
from fieldapp.commands.accounts import ACCOUNTS
from fieldapp.commands.demo import be_today
from fieldapp.commands.serve import listen, require_free_port
from fieldapp.config import INSTANCE
from fieldapp.schema import upgrade_database


def set_up(_context: click.Context, _option: click.Parameter, port: int) -> int:
    """Fill in the settings that nobody gave, before the app reads them (the server's processes inherit them)."""
    os.environ["FIELDAPP_PORT"] = str(port)
    os.environ.setdefault("FIELDAPP_PUBLIC_URL", f"http://127.0.0.1:{port}")
    os.environ.setdefault("FIELDAPP_DEMO", "1")
    if not os.environ.get("FIELDAPP_SECRET_KEY"):
        os.environ["FIELDAPP_SECRET_KEY"] = kept_secret()
    os.environ.setdefault("FIELDAPP_VAPID_SUBJECT", "mailto:demo@example.com")
    if "FIELDAPP_VAPID_KEY" not in os.environ:
        keep_push_key()
    return port


@click.command(hidden=True)
@click.option("--port", default=8000, callback=set_up, is_eager=True, expose_value=False)
@with_appcontext
def run() -> None:
    """Try it: migrate, load the demo branch into an empty database, serve, until Ctrl-C."""
    require_free_port()
    upgrade_database()
    be_today()
    announce()
    listen(with_worker=True)


def kept_secret() -> str:
    """The demo's own key: made once, so that people stay signed in when it is started again."""
    file = INSTANCE / "secret_key"
    if not file.exists():
        INSTANCE.mkdir(exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text()


def keep_push_key() -> None:
    """The demo's own key for push, made once: the phones that were tried with it go on working."""
    try:
        new_key_file(INSTANCE / "vapid.pem")
    except FileExistsError:
        return


def announce() -> None:
    """Say where it is, and who may come in."""
    settings = current_app.config
    click.echo(f"\n  fieldapp  {settings['PUBLIC_URL']}\n\n  Every password is {settings['DEMO_PASSWORD']}\n")
    for logins, role in ACCOUNTS.items():
        click.echo(f"    {logins:<14} {role}")
    click.echo("\n  Ctrl-C ends it.\n")
