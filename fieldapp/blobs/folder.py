"""Photos in a folder, two levels deep so that no folder grows long."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from fieldapp.blobs.kept import Entry, Kept, NotKept

CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of files by their hash: ``ab/cd/abcd…``."""

    folder: Path

    def path(self, digest: str) -> Path:
        """Where the bytes of this hash are, or would be."""
        return self.folder / digest[:2] / digest[2:4] / digest

    def has(self, digest: str) -> bool:
        return self.path(digest).is_file()

    def read(self, digest: str) -> Kept | None:
        try:
            file = self.path(digest).open("rb")
        except FileNotFoundError:
            return None
        except OSError as trouble:
            raise NotKept(str(trouble)) from trouble
        return Kept(os.fstat(file.fileno()).st_size, _chunks(file))

    def hash_of(self, digest: str) -> str:
        kept = self.read(digest)
        return kept.sha256() if kept else ""

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        # On the same disk, so that putting it in its place is giving it another name.
        try:
            with self._beside() as file:
                yield file
        except OSError as trouble:
            raise NotKept(str(trouble)) from trouble

    def put(self, digest: str, file: Path) -> None:
        """After a power cut it is there whole, or not there."""
        place = self.path(digest)
        try:
            is_new = not place.parent.is_dir()
            place.parent.mkdir(parents=True, exist_ok=True)
            _to_the_disk(file)
            file.replace(place)
            for folder in (place.parent, *((place.parent.parent, self.folder) if is_new else ())):
                _to_the_disk(folder)
        except OSError as trouble:
            raise NotKept(str(trouble)) from trouble

    def entries(self) -> Iterator[Entry]:
        for first in _folders(self.folder):
            for second in _folders(first):
                yield from _files(second)

    def scraps(self) -> Iterator[Entry]:
        return _files(self.folder) if self.folder.is_dir() else iter(())

    def remove(self, entry: Entry) -> None:
        place = self.folder / entry.name if entry.name.startswith(".") else self.path(entry.name)
        try:
            place.unlink(missing_ok=True)
        except OSError as trouble:
            raise NotKept(str(trouble)) from trouble

    @contextmanager
    def _beside(self) -> Iterator[Path]:
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=".")
        os.close(handle)
        try:
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


def _folders(folder: Path) -> list[Path]:
    return sorted(inner for inner in folder.iterdir() if inner.is_dir()) if folder.is_dir() else []


def _files(folder: Path) -> Iterator[Entry]:
    for file in sorted(folder.iterdir()):
        if file.is_file():
            said = file.stat()
            yield Entry(file.name, said.st_size, datetime.fromtimestamp(said.st_mtime, UTC))


def _to_the_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
