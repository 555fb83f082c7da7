"""`fieldapp worker`: what happens without anyone pressing a button."""

import os
import signal
from threading import Thread
from time import sleep

import click
from flask import current_app
from flask.cli import with_appcontext

from fieldapp.channels.installed import channels
from fieldapp.channels.others import OtherChannel
from fieldapp.db import db
from fieldapp.domain.other_channel import write_down
from fieldapp.worker.rounds import Worker

LOOKS_FOR_ITS_PARENT = 1.0  # seconds


@click.command()
@click.option("--child-of", type=int, hidden=True, help="End when this process, which started us, is no more.")
@with_appcontext
def worker(child_of: int | None) -> None:
    """Send messages, keep timers, tidy up, until told to stop (SIGTERM, Ctrl-C).

    On PostgreSQL any number may run, on any machine. On SQLite `fieldapp serve` starts one by itself.
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    installed = channels(app.config)
    write_down(
        db.session(), [(one.name, one.needs_phone) for one in installed.values() if isinstance(one, OtherChannel)]
    )
    db.session.commit()
    db.session.remove()
    one = Worker(app, installed, threads=app.config["WORKER_THREADS"])
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: one.stop())
    if child_of is not None:
        Thread(target=_end_with_the_parent, args=(one, child_of), daemon=True).start()
    one.run()


def _end_with_the_parent(one: Worker, parent: int) -> None:
    """Whoever was killed without a word tells nobody; but its children get another parent."""
    while os.getppid() == parent:
        sleep(LOOKS_FOR_ITS_PARENT)
    one.stop()
