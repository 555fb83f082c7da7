"""`fieldapp serve`: the web server for real use; refuses to start half set up."""

import gc
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from tempfile import TemporaryDirectory

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server
from sqlalchemy import select

from fieldapp import create_app
from fieldapp.commands.beside import begins_anew, worker_beside
from fieldapp.commands.seal import no_seal_because
from fieldapp.commands.vapid import no_push_because
from fieldapp.db import db
from fieldapp.demo.cast import CAST
from fieldapp.domain.people import Person
from fieldapp.passwords import matches
from fieldapp.web.measures import FOLDER, are_wanted

SECONDS_TO_END = 8  # a request that takes longer than this after the signal to stop is cut off


@click.command()
@with_appcontext
def serve() -> None:
    """Serve the app to people. The settings are environment variables; see fieldapp/config.py."""
    _require_settings()
    _refuse_demo_passwords()
    for why in filter(None, (no_push_because(), no_seal_because())):
        click.echo(why, err=True)
    require_free_port()
    # A file has one server, and its worker comes along. A database server has any number of both (`fieldapp worker`).
    listen(with_worker=db.engine.dialect.name == "sqlite")


def listen(*, with_worker: bool) -> None:
    """Serve until told to stop (SIGTERM, Ctrl-C)."""
    settings = current_app.config
    # What was looked at to get here ends, or its transaction would keep everybody else from writing as long as we
    # live; and the server's processes must not inherit our connections.
    db.session.remove()
    db.engine.dispose()
    server = Server(
        "fieldapp.commands.serve:application",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings["HOST"],
        port=settings["PORT"],
        workers=settings["WORKERS"] or os.cpu_count() or 1,
        blocking_threads=settings["THREADS"],
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_END,
        log_level=LogLevels.warning,
    )
    beside = worker_beside(settings["DATABASE_URL"], lambda: bool(server.interrupt_signal))
    with counted_together(), beside if with_worker else nullcontext():
        server.serve()


@contextmanager
def counted_together() -> Iterator[None]:
    """A folder in which the processes keep what they count, so that any of them can tell of all."""
    if not are_wanted(current_app) or os.environ.get(FOLDER):
        yield
        return
    with TemporaryDirectory(prefix="fieldapp-counts-") as folder:
        os.environ[FOLDER] = folder
        yield


def require_free_port() -> None:
    # The server's processes share the port among themselves, so that a second server would silently join the first.
    host, port = current_app.config["HOST"], current_app.config["PORT"]
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise click.ClickException(f"{host}:{port} cannot be used ({why}). Choose another port.") from None


def application() -> Flask:
    """The app as each server process has it."""
    begins_anew()
    app = create_app()
    # What is loaded now stays for ever. Without this the collector walks through all of it again and again, and the
    # slowest page in a hundred takes five times as long.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)
    return app


def _require_settings() -> None:
    for name, meaning in {
        "SECRET_KEY": "a long random text that signs the sessions",
        "PUBLIC_URL": "the address that people type, such as https://service.example.com",
    }.items():
        if not current_app.config[name]:
            raise click.ClickException(f"FIELDAPP_{name} is not set: {meaning}.")


def _refuse_demo_passwords() -> None:
    if current_app.config["DEMO"]:
        return
    password = current_app.config["DEMO_PASSWORD"]
    of_the_demo = Person.login.in_([part.login for part in CAST])
    for person in db.session.scalars(select(Person).where(of_the_demo, Person.left_at.is_(None))):
        if matches(person.password_hash, password):
            raise click.ClickException(
                f"The demo password still opens {person.login!r}. Change it with `fieldapp person password`, "
                "or set FIELDAPP_DEMO=1 if this is a demonstration."
            )
