"""What the attacks share: one world, built once."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.db import db
from tests.attacks.world import Watch, World, built
from tests.databases import Browser, tested_app


@pytest.fixture(scope="session")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Two branches. What an attack does to them stays, as it would."""
    folder = tmp_path_factory.mktemp("attacked")
    file = Path(shutil.copy(sqlite_template, folder / "fieldapp.db"))
    app = tested_app(f"sqlite:///{file}")
    app.test_client_class = Browser
    app.config["BLOBS"] = str(folder / "blobs")
    world = built(app, file)
    with sqlite3.connect(file) as full, sqlite3.connect(world.untouched) as copy:
        full.backup(copy)
    yield world
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def watch(world: World) -> Iterator[Watch]:
    """Sees whether anything is stored."""
    watch = Watch(world.file)
    yield watch
    watch.close()
