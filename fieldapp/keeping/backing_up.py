"""A backup while people work: written beside its place, opened again, and only then called by its name."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Engine

from fieldapp.blobs import Blobs
from fieldapp.keeping import Refused, facts
from fieldapp.keeping.archive import PHOTOS, Writing, checked, pieces
from fieldapp.keeping.copies import Copy, copy_of
from fieldapp.keeping.manifest import FORMAT, Manifest
from fieldapp.keeping.photos import pairs

UNFINISHED = ".unfinished"  # the folder of a backup that is being made, or was cut off
STAMP = "fieldapp-%Y%m%dT%H%M%SZ.tar"
OF_OURS = "fieldapp-*Z.tar"


@dataclass(slots=True)
class Photos:
    """What became of the photos."""

    files: int = 0
    bytes: int = 0
    missing: int = 0


def place_in(place: Path, at: datetime) -> Path:
    """The file itself; in a folder one that is called by the moment."""
    return place / at.strftime(STAMP) if place.is_dir() else place


def back_up(engine: Engine, blobs: Blobs | None, file: Path, at: datetime) -> Manifest:
    """Copy everything that was acknowledged until now into the file. ``blobs`` is None when photos are left out.

    What stood there before stays until the new one is whole. Raises Refused or OSError, and leaves nothing behind.
    """
    with _beside(file) as folder:
        with copy_of(engine, folder) as copy:
            archive = _written(copy, engine, blobs, folder, at)
        manifest = checked(archive)
        _to_the_disk(archive)
        archive.replace(file)
        _to_the_disk(file.parent)
    return manifest


def drop_old(place: Path, keep: int) -> list[Path]:
    """Delete all but the newest backups of this folder, and what is left of those that were cut off."""
    old = sorted(place.glob(OF_OURS))[:-keep]
    for file in old:
        file.unlink()
    for folder in place.glob(OF_OURS + UNFINISHED):
        if _is_nobodys(folder):
            shutil.rmtree(folder)
    return old


def _written(copy: Copy, engine: Engine, blobs: Blobs | None, folder: Path, at: datetime) -> Path:
    schema = facts.schema(copy.look)
    if not schema:
        raise Refused("There is nothing to back up: the database has no tables of ours (fieldapp upgrade).")
    archive = folder / "archive.tar"
    archive.touch(mode=0o600)
    writing, photos = Writing(archive, folder / "sums", int(at.timestamp())), Photos()
    counted, chain = facts.rows(copy.look), facts.chain(copy.look)
    database = copy.write()
    with database.open("rb") as content:
        writing.add(database.name, database.stat().st_size, pieces(content))
    if blobs is not None:
        _add_photos(copy, blobs, writing, photos)
    writing.finish(
        lambda sums: Manifest(
            format=FORMAT,
            made_at=at.isoformat(),
            version=version("fieldapp"),
            engine=engine.dialect.name,
            server=copy.server,
            schema=schema,
            rows=counted,
            photos=None if blobs is None else photos.files,
            photo_bytes=photos.bytes,
            missing=photos.missing,
            chain=chain,
            sums_sha256=sums,
        )
    )
    return archive


def _add_photos(copy: Copy, blobs: Blobs, writing: Writing, photos: Photos) -> None:
    """All that lie there: those of the copy are stored before their rows, so none of them comes too late."""
    for pair in pairs(blobs, copy.look):
        kept = blobs.read(pair.name) if pair.entry else None
        if kept is None:
            photos.missing += pair.is_named
            continue
        name = pair.name
        writing.add(f"{PHOTOS}{name[:2]}/{name[2:4]}/{name}", kept.size, kept.chunks)
        photos.files, photos.bytes = photos.files + 1, photos.bytes + kept.size


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A folder that only we write into. Of somebody who was cut off it is cleared away first.

    Raises Refused while another backup of this name is being made.
    """
    folder = file.with_name(file.name + UNFINISHED)
    if folder.exists() and not _is_nobodys(folder):
        raise Refused(f"Another backup is writing {file} at this moment.")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _is_nobodys(folder: Path) -> bool:
    """Whoever makes a backup holds its folder; the hold ends with the process, however that ends."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True


def _to_the_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
