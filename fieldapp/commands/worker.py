"""`fieldapp worker`: what happens without anyone pressing a button."""

import signal
from dataclasses import replace

import click

from fieldapp import create_app
from fieldapp.channels.installed import channels
from fieldapp.channels.others import OtherChannel
from fieldapp.config import Settings
from fieldapp.db import db, one_at_a_time
from fieldapp.domain.other_channel import write_down
from fieldapp.worker.rounds import HOOK_THREADS, Worker


@click.command()
def worker() -> None:
    """Send messages, keep timers, tidy up, until told to stop (SIGTERM, Ctrl-C).

    On PostgreSQL any number may run, on any machine. On SQLite `fieldapp serve` starts one by itself.
    """
    work()


def work() -> None:
    """The same, in this process, under the settings of the environment."""
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
    one.run()
