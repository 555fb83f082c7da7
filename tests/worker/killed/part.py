"""The processes that are killed.

What a worker sends is written down as a line in a file, because a file outlives whoever writes it; what a web process
has been told is stored, likewise.
"""

import os
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from fieldapp import create_app
from fieldapp.channels import Accepted, Outcome, Parcel
from fieldapp.clock import now
from fieldapp.config import Settings
from fieldapp.db import Busy, Stale, db
from fieldapp.domain import telling, timer
from fieldapp.domain.way import Way
from fieldapp.worker.rounds import Worker
from tests.worker.killed.house import call_for_help, change_and_tell

SENT, TOLD, CALLED, ALIVE = "sent", "told", "called", "alive"
PAUSE = 0.02  # seconds between two changes: a file has one writer, and whoever never lets go of it starves all others
SHORT_LEASE = timedelta(seconds=5)  # so that what a killed worker held is not waited for so long


@dataclass
class Paper:
    """A channel that writes a line."""

    folder: Path

    def address(self, _session: Session, way_id: UUID) -> Any:
        return way_id

    def send(self, _address: Any, parcel: Parcel) -> Outcome:
        write(self.folder / SENT, f"{parcel.key} {now().isoformat()}")
        time.sleep(0.002)
        return Accepted()

    def forget(self, _session: Session, _way_id: UUID, *, at: datetime) -> None:
        raise AssertionError("nothing is ever gone here")


def write(file: Path, line: str) -> None:
    """Add a line at once, whoever else writes to the same file."""
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, f"{line}\n".encode())
    os.close(descriptor)


def lines(file: Path) -> list[str]:
    """All lines so far."""
    return file.read_text().splitlines() if file.exists() else []


def work(url: str, folder: Path) -> None:
    """A worker, until it is killed or told to stop."""
    timer.LEASE = SHORT_LEASE
    telling.ways_of = lambda _session, person_id, **_: [Way("paper", person_id, 1)]
    worker = Worker(create_app(settings(url)), {"paper": Paper(folder)}, threads=4)
    write(folder / ALIVE, f"{os.getpid()} {now().isoformat()} worker")
    worker.run()


def serve(url: str, folder: Path, messages: int, ladders: int) -> None:
    """Change and tell, and call for help, until as many have been told as were asked for."""
    app = create_app(settings(url))
    write(folder / ALIVE, f"{os.getpid()} {now().isoformat()} web")
    while (left := messages - len(lines(folder / TOLD))) > 0 or len(lines(folder / CALLED)) < ladders:
        help_is_due = len(lines(folder / CALLED)) < ladders * (1 - left / messages)
        file, change = (CALLED, call_for_help) if help_is_due else (TOLD, change_and_tell)
        with app.app_context():
            try:
                key = change(db.session())
            except (Busy, Stale):
                continue  # somebody else was first: nothing was stored, nobody is told
        write(folder / file, key)
        time.sleep(PAUSE)


def settings(url: str) -> Settings:
    """An app on this database."""
    return Settings(database_url=url, secret_key="test", public_url="http://localhost", threads=8)
