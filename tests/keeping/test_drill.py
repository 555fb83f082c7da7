"""The restore drill of docs/keeping.md, as it is to be practised: on both engines, while people go on working."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import create_engine, insert, select

from fieldapp.blobs import Folder, Kept
from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.heartbeat import Heartbeat
from fieldapp.keeping import Refused
from fieldapp.keeping.archive import checked
from fieldapp.keeping.backing_up import UNFINISHED, back_up
from fieldapp.keeping.restoring import restore
from tests.keeping.conftest import SENT, hashes


@pytest.mark.both_engines
def test_the_drill(house: Flask, empty: Flask, photos: Folder, tmp_path: Path):
    file = tmp_path / "backup.tar"
    with house.app_context():
        back_up(db.engine, photos, file, now())
        before = file.read_bytes()

        # kill -9 in the middle: the last one stays whole, and the fragment is none.
        kill_in_the_middle(str(db.engine.url), photos, file)
        assert file.read_bytes() == before and checked(file).photos == 3
        fragment = file.with_name(file.name + UNFINISHED) / "archive.tar"
        with pytest.raises(Refused, match="no whole backup"):
            checked(fragment)

        with people_at_work() as stored:
            acknowledged = stored()
            back_up(db.engine, photos, file, now())
            assert len(stored()) > len(acknowledged) >= 5, "people went on working"
        assert not fragment.exists()

    with empty.app_context():
        manifest = restore(db.engine, Folder(Path(empty.config["BLOBS"])), file)
        with db.engine.connect() as connection:
            restored = set(connection.scalars(select(Heartbeat.id)))
    assert acknowledged <= restored, "what was acknowledged before the backup began is there"
    assert manifest.rows["blob"] == 3 and manifest.missing == 0
    assert hashes(Folder(Path(empty.config["BLOBS"]))) == SENT


def kill_in_the_middle(url: str, photos: Folder, file: Path) -> None:
    """Somebody else makes a backup, and is killed while the second photo goes into it."""
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            engine = create_engine(url.replace("***", ""))
            back_up(engine, Stalling(photos.folder, told), file, now())
        finally:
            os._exit(1)
    assert os.read(heard, 1) == b"!", "it came as far as the photos"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(heard)
    os.close(told)


class Stalling(Folder):
    """Gives half of the second photo, says so, and no more."""

    def __init__(self, folder: Path, told: int) -> None:
        super().__init__(folder)
        object.__setattr__(self, "told", told)
        object.__setattr__(self, "given", [])

    def read(self, digest: str) -> Kept | None:
        self.given.append(digest)  # type: ignore[attr-defined]
        kept = super().read(digest)
        return Kept(kept.size, self.half()) if kept and len(self.given) == 2 else kept  # type: ignore[attr-defined]

    def half(self) -> Iterator[bytes]:
        yield b"af"
        os.write(self.told, b"!")  # type: ignore[attr-defined]
        signal.pause()


@contextmanager
def people_at_work() -> Iterator[object]:
    """Somebody stores one thing after another; gives what tells all that was acknowledged so far."""
    engine, over, done = db.engine, Event(), []

    def work() -> None:
        while not over.is_set():
            id = new_id()
            with engine.begin() as connection:
                connection.execute(insert(Heartbeat).values(id=id, name="x", started_at=now(), beat_at=now()))
            done.append(id)

    def stored() -> set[UUID]:
        return set(done)

    worker = Thread(target=work)
    worker.start()
    try:
        while len(done) < 5:
            over.wait(0.01)
        yield stored
    finally:
        over.set()
        worker.join()
