"""A house with people and photos in it, and an empty one to restore into."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from fieldapp.blobs import Blobs, Folder, take_in
from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.photo import Blob
from tests.builders import li, the_branch
from tests.databases import tested_app
from tests.postgres import Server

PHOTOS = [b"before", b"after", b"the door"]


@pytest.fixture
def photos(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "blobs")


@pytest.fixture
def house(app: Flask, save: Callable[..., object], photos: Folder) -> Flask:
    """A branch with a technician, who has sent three photos."""
    who = li()
    save(the_branch(), who)
    with app.app_context():
        db.session.add_all(a_photo(photos, what, who.id) for what in PHOTOS)
        db.session.commit()
    app.config["BLOBS"] = str(photos.folder)
    return app


def a_photo(blobs: Blobs, what: bytes, by_id: object) -> Blob:
    with blobs.scratch() as file:
        digest = take_in(BytesIO(what), file)
        blobs.put(digest, file)
    return Blob(sha256=digest, size=len(what), width=1, height=1, received_at=now(), by_id=by_id)


@pytest.fixture
def empty(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """An app of the same kind whose database has no tables, and its folder no photos."""
    url = f"sqlite:///{tmp_path / 'elsewhere' / 'fieldapp.db'}"
    if engine == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        server.create("elsewhere")
        url = server.url("elsewhere")
    app = tested_app(url)
    app.config["BLOBS"] = str(tmp_path / "elsewhere" / "blobs")
    yield app
    with app.app_context():
        db.engine.dispose()


def hashes(blobs: Blobs) -> list[str]:
    return [blobs.hash_of(entry.name) for entry in blobs.entries()]


SENT = sorted(sha256(what).hexdigest() for what in PHOTOS)
