"""What every place for photos can do, whether it is a folder or a bucket."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol


class NotKept(Exception):
    """The place of the photos fails: its disk is full, it is not ours, or nobody answers. Nothing of the file stays."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The bytes of a hash, to be read once."""

    size: int
    chunks: Iterator[bytes]

    def sha256(self) -> str:
        """The hash of these bytes, which are not what was sent: a picture is written anew. Reads them to their end."""
        digest = sha256()
        for chunk in self.chunks:
            digest.update(chunk)
        return digest.hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A file that lies there: its name is the hash, or what somebody else called it."""

    name: str
    size: int
    at: datetime


class Blobs(Protocol):
    """A place for files by their hash."""

    def has(self, digest: str) -> bool:
        """Have the bytes arrived?"""

    def read(self, digest: str) -> Kept | None:
        """The bytes; None if they have not arrived. Raises NotKept."""

    def hash_of(self, digest: str) -> str:
        """The SHA-256 of the bytes that are kept under this hash; "" while there are none. Raises NotKept."""

    def scratch(self) -> AbstractContextManager[Path]:
        """An empty file, gone afterwards unless it was put in its place.

        Raises NotKept when the disk fails, here or in what is done with the file.
        """

    def put(self, digest: str, file: Path) -> None:
        """Put a finished scratch file in its place. It is there whole afterwards, or not there. Raises NotKept."""

    def entries(self) -> Iterator[Entry]:
        """All that lies there, in the order of the names, never all in memory at once. Raises NotKept."""

    def scraps(self) -> Iterator[Entry]:
        """Scratch files of somebody who was cut off."""

    def remove(self, entry: Entry) -> None:
        """Delete what lies there by this name. Raises NotKept."""
