"""`fieldapp worker`: what happens without anyone pressing a button."""

import os
import signal
from dataclasses import replace
from threading import Thread
from time import sleep

import click

from fieldapp import create_app
from fieldapp.channels.installed import channels
from fieldapp.channels.others import OtherChannel
from fieldapp.config import Settings
from fieldapp.db import db, one_at_a_time
from fieldapp.domain.other_channel import write_down
from fieldapp.worker.rounds import HOOK_THREADS, Worker

LOOKS_FOR_ITS_PARENT = 1.0  # seconds


@click.command()
def worker() -> None:
    """Send messages, keep timers, tidy up, until told to stop (SIGTERM, Ctrl-C).

    On PostgreSQL any number may run, on any machine. On SQLite `fieldapp serve` starts one by itself.
    """
    work()


def work(child_of: int | None = None) -> None:
    """The same, in this process, under the settings of the environment.

    ``child_of``: end as well when this process, which started us, is no more.
    """
    settings = Settings.from_environment()
    # Each thread that sends has a connection for the moments in which it reads and writes, and so have the rounds.
    app = create_app(replace(settings, threads=2 * settings.worker_threads + HOOK_THREADS + 3))
    with app.app_context():
        installed = channels(app.config)
        others = [channel for channel in installed.values() if isinstance(channel, OtherChannel)]
        one_at_a_time("other channels")
        write_down(db.session(), [(other.name, other.needs_phone) for other in others])
        db.session.commit()
    one = Worker(app, installed, threads=settings.worker_threads)
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
