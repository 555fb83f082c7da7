"""A visit from the first press to the signature, with a photo and a paper, sealed into its branch's chain."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask

from fieldapp.blobs import blobs_of
from fieldapp.clock import now
from fieldapp.db import db, looking
from fieldapp.domain.base import new_id
from fieldapp.domain.chain_check import Fault
from fieldapp.domain.chain_walk import Walk
from fieldapp.domain.paper import Paper
from fieldapp.domain.people import Language
from fieldapp.domain.photo import Blob, Photo
from fieldapp.domain.photo import Moment as Shows
from fieldapp.domain.receipt import OtherPayload
from fieldapp.domain.sealing_round import seal_waiting
from fieldapp.domain.signature import Signature
from fieldapp.worker.sealing import what_is_kept
from tests.builders import BRANCH_ID, NOW
from tests.doorstep import Doorstep

PAPER = b"%PDF-1.7 a sealed paper"


@pytest.fixture
def doorstep(app: Flask, save, signed_in, tmp_path: Path) -> Iterator[Doorstep]:
    """Li at a door at 10:41, photos kept in a folder of the test."""
    app.config["BLOBS"] = str(tmp_path / "blobs")
    with time_machine.travel(NOW, tick=False):
        yield Doorstep(app, save, signed_in)


@pytest.fixture
def seal(app: Flask) -> Callable[..., int]:
    """Seal what waits, as the worker does."""

    def seal(most: int = 250) -> int:
        sealed, some = 0, 1
        with app.app_context():
            while some:
                some = seal_waiting(db.session(), now(), what_is_kept(), most)
                db.session.commit()
                sealed += some
        return sealed

    return seal


@pytest.fixture
def walk(app: Flask) -> Callable[..., list[Fault]]:
    """Go along the chain of the branch: all that is wrong with it."""

    def walk(*known: tuple[int, str]) -> list[Fault]:
        with app.app_context(), looking() as session:
            one = Walk(session, BRANCH_ID, blobs_of(app.config).hash_of)
            faults = []
            for step in one.steps(known):
                session.rollback()
                faults += step
            walk.last = one
            return faults

    return walk


@pytest.fixture
def signed(app: Flask, doorstep: Doorstep, save, seal) -> str:
    """A signed and sealed visit with something of every kind; gives the token of its copy."""
    visit_id = doorstep.visit("test")
    assert doorstep.sign(visit_id).status_code == 303
    picture = Path(app.config["BLOBS"]) / "ab" / "ab" / ("ab" * 32)
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"what is kept of a photo")
    kept_in(app, PAPER)
    by, size = doorstep.li.id, {"size": 23, "width": 4, "height": 3}
    save(
        Photo(id=new_id(), visit_id=visit_id, sha256="ab" * 32, moment=Shows.BEFORE, consent=True, at=NOW, by_id=by),
        Blob(sha256="ab" * 32, received_at=NOW, by_id=by, **size),
        OtherPayload(command_id=new_id(), fingerprint="c" * 64, seq=3, by_id=by, payload={"v": 1}, received_at=NOW),
        a_paper_of(doorstep.stored(visit_id).signature),
    )
    seal()
    return doorstep.stored(visit_id).signature.copy_token


def kept_in(app: Flask, content: bytes) -> Path:
    """A file of this content where the photos and papers lie."""
    digest = sha256(content).hexdigest()
    file = Path(app.config["BLOBS"]) / digest[:2] / digest[2:4] / digest
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    return file


def a_paper_of(signature: Signature) -> Paper:
    """The sealed PDF that was made of it."""
    return Paper(
        id=new_id(),
        signature_id=signature.id,
        language=Language.CHINESE,
        sha256=sha256(PAPER).hexdigest(),
        size=len(PAPER),
        document_sha256=signature.document_sha256,
        edition=1,
        certificate="ab" * 32,
        self_made=True,
        stamped=False,
        made_at=NOW,
    )


@pytest.fixture
def file(app: Flask) -> Path:
    """The file of the database."""
    with app.app_context():
        return Path(str(db.engine.url.database))


@pytest.fixture
def tampered(file: Path) -> Callable[..., Any]:
    """`with tampered(…):` somebody with the disk in his hands has written to it; afterwards it is as it was."""

    class Tampered:
        def __init__(self, *statements: tuple[str, tuple[Any, ...]]) -> None:
            self.statements, self.before = statements, sqlite3.connect(":memory:")

        def __enter__(self) -> None:
            with closing(sqlite3.connect(file)) as connection:
                connection.backup(self.before)
                for statement, values in self.statements:
                    connection.execute(statement, values)
                connection.commit()

        def __exit__(self, *_: object) -> None:
            with closing(sqlite3.connect(file)) as connection, closing(self.before):
                self.before.backup(connection)

    return Tampered
