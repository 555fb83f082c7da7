"""Bytes by the hash of what was sent: each is stored once, whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.photo import MOST_BYTES

CHUNK = 64 * 1024


class NotKept(Exception):
    """The folder of the photos cannot be written: its disk is full, or it is not ours. Nothing of the file stays."""


class Blobs:
    """A folder of files, two levels deep so that no folder grows long."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Where the bytes of this hash are, or would be."""
        return self.folder / digest[:2] / digest[2:4] / digest

    def has(self, digest: str) -> bool:
        """Have the bytes arrived?"""
        return self.path(digest).is_file()

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """An empty file on the same disk, gone afterwards unless it was put in its place.

        Raises NotKept when the disk fails, here or in what is done with the file.
        """
        try:
            with self._beside() as file:
                yield file
        except OSError as trouble:
            raise NotKept(str(trouble)) from trouble

    def put(self, digest: str, file: Path) -> None:
        """Put a finished scratch file in its place. After a power cut it is there whole, or not there."""
        place = self.path(digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        _to_the_disk(file)
        file.replace(place)
        _to_the_disk(place.parent)

    @contextmanager
    def _beside(self) -> Iterator[Path]:
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=".")
        os.close(handle)
        try:
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)


def take_in(stream: IO[bytes], into: Path, *, most: int = MOST_BYTES) -> str:
    """Write what is sent into a file, and give back its hash. Stops at the first byte too many.

    Raises RuleBroken ``photo.too_heavy``.
    """
    digest, length = sha256(), 0
    with into.open("wb") as file:
        while chunk := stream.read(CHUNK):
            length += len(chunk)
            if length > most:
                raise RuleBroken("photo.too_heavy", most_mb=most // (1024 * 1024))
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def _to_the_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
