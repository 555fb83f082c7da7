"""Everything from a backup, into an empty database and an empty place for photos; checked before it begins."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from sqlalchemy import URL, Engine, inspect

from fieldapp.blobs import Blobs
from fieldapp.keeping import Refused, facts
from fieldapp.keeping.archive import CHUNK, DATABASES, PHOTOS, checked, members
from fieldapp.keeping.manifest import Manifest
from fieldapp.keeping.postgres import load, require_as_new_as
from fieldapp.schema import known_versions


def restore(engine: Engine, blobs: Blobs, file: Path) -> Manifest:
    """Put back what is in the file. Raises Refused, and has then changed nothing, or OSError and NotKept.

    Photos come first and the database last: cut off in between, there is no database that names what is not there.
    """
    manifest = checked(file)
    _require_fitting(engine, manifest)
    _require_empty(engine, blobs, manifest)
    with _database_beside(engine) as database:
        for name, content in members(file):
            if name.startswith(PHOTOS):
                _put(blobs, name.rpartition("/")[2], content)
            elif name in DATABASES.values():
                _copied(content, database)
        _install(engine, database)
    _require_the_same(engine, manifest)
    return manifest


def _require_fitting(engine: Engine, manifest: Manifest) -> None:
    if manifest.engine != engine.dialect.name:
        raise Refused(
            f"This backup is of {manifest.engine}, and FIELDAPP_DATABASE_URL names {engine.dialect.name}."
            " It goes back into the kind of database that it was taken from."
        )
    if manifest.schema not in known_versions():
        raise Refused(
            f"This backup was made by fieldapp {manifest.version}, at the migration {manifest.schema}, which this"
            " version does not know. Restore it with that version, or a newer one."
        )
    if engine.dialect.name == "postgresql":
        require_as_new_as(manifest.server)


def _require_empty(engine: Engine, blobs: Blobs, manifest: Manifest) -> None:
    with engine.connect() as connection:
        if tables := inspect(connection).get_table_names():
            raise Refused(
                f"The database is not empty ({len(tables)} tables). A backup only goes into an empty one: name another"
                " in FIELDAPP_DATABASE_URL."
            )
    if manifest.photos is not None and next(blobs.entries(), None) is not None:
        raise Refused(
            "There are photos already where FIELDAPP_BLOBS says, perhaps of a restore that was cut off. A backup only"
            " goes into an empty place: name another, or delete them."
        )


@contextmanager
def _database_beside(engine: Engine) -> Iterator[Path]:
    """Where the copy lies until it is put in its place: for SQLite on the same disk, so that it is only renamed.

    Like the file that it replaces it is nobody's but ours.
    """
    near = None if engine.dialect.name == "postgresql" else _file_of(engine.url).parent
    with TemporaryDirectory(prefix=".fieldapp-restore-", dir=near) as folder:
        copy = Path(folder, "database")
        copy.touch(mode=0o600)
        yield copy


def _put(blobs: Blobs, name: str, content: IO[bytes]) -> None:
    with blobs.scratch() as scratch:
        _copied(content, scratch)
        blobs.put(name, scratch)


def _copied(content: IO[bytes], file: Path) -> None:
    with file.open("wb") as copy:
        shutil.copyfileobj(content, copy, CHUNK)


def _install(engine: Engine, database: Path) -> None:
    engine.dispose()  # nobody has the empty one open any more
    if engine.dialect.name == "postgresql":
        return load(engine.url, database)
    place = _file_of(engine.url)
    for beside in ("-wal", "-shm"):
        place.with_name(place.name + beside).unlink(missing_ok=True)
    with database.open("rb") as file:
        os.fsync(file.fileno())
    database.replace(place)
    handle = os.open(place.parent, os.O_RDONLY)
    os.fsync(handle)
    return os.close(handle)


def _file_of(url: URL) -> Path:
    return Path(str(url.database)).resolve()


def _require_the_same(engine: Engine, manifest: Manifest) -> None:
    with engine.connect() as connection:
        now = facts.rows(connection)
        chain = facts.chain(connection)
    differs = sorted(name for name in manifest.rows if now.get(name) != manifest.rows[name])
    if differs or chain != manifest.chain:
        raise Refused(
            f"It was restored, and what is there is not what was backed up ({', '.join(differs) or 'the chain'})."
            " Do not work with it."
        )
