"""A backup as a file: a plain tar with the database, the photos, SHA256SUMS of both, and a manifest at its end.

Any tar opens it, and ``sha256sum -c SHA256SUMS`` checks it. It is written and read from its beginning to its end, a
piece at a time, however many photos there are.
"""

import io
import tarfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from fieldapp.keeping import Refused
from fieldapp.keeping.manifest import Manifest

DATABASES = {"sqlite": "database.sqlite", "postgresql": "database.dump"}
PHOTOS = "photos/"
SUMS, MANIFEST = "SHA256SUMS", "manifest.json"
CHUNK = 256 * 1024
OWNER_ONLY = 0o600


class Writing:
    """An archive that is being written, and the sums beside it."""

    def __init__(self, file: Path, sums: Path, at: int) -> None:
        self.tar = tarfile.open(file, "w", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self.sums, self.at, self.digest = sums, at, sha256()

    def add(self, name: str, size: int, chunks: Iterator[bytes]) -> None:
        """One more file. Raises OSError when there is less of it than was said."""
        hashed = Hashed(chunks)
        self._add(name, size, hashed)
        line = f"{hashed.digest.hexdigest()}  {name}\n".encode()
        self.digest.update(line)
        with self.sums.open("ab") as sums:
            sums.write(line)

    def finish(self, manifest: Callable[[str], Manifest]) -> None:
        """The sums, and the word that it is whole."""
        with self.sums.open("rb") as sums:
            self._add(SUMS, self.sums.stat().st_size, sums)
        words = manifest(self.digest.hexdigest()).as_json().encode()
        self._add(MANIFEST, len(words), io.BytesIO(words))
        self.tar.close()

    def _add(self, name: str, size: int, file: IO[bytes] | io.RawIOBase) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, self.at, OWNER_ONLY
        self.tar.addfile(info, file)
        _forget(self.tar)


class Hashed(io.RawIOBase):
    """Pieces read as from a file; what was read has its hash in the end."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.chunks, self.rest, self.digest = chunks, b"", sha256()

    def read(self, size: int = -1, /) -> bytes:
        while len(self.rest) < size and (chunk := next(self.chunks, b"")):
            self.rest += chunk
        piece, self.rest = self.rest[:size], self.rest[size:]
        self.digest.update(piece)
        return piece


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """What is in it, a piece at a time."""
    while chunk := file.read(CHUNK):
        yield chunk


def checked(file: Path) -> Manifest:
    """Read the whole archive and reckon every hash once more.

    Raises Refused when it was cut off, when a byte is another, or when it is no backup of ours.
    """
    try:
        return _checked(file)
    except tarfile.TarError:
        raise _cut_off(file) from None


def _checked(file: Path) -> Manifest:
    digest, manifest, told = sha256(), "", ""
    with TemporaryFile() as sums:
        for name, content in members(file):
            if name == MANIFEST:
                manifest = content.read().decode()
            elif name == SUMS:
                told = _compared(sums, content)
            else:
                line = f"{_hash(content)}  {name}\n".encode()
                digest.update(line)
                sums.write(line)
    if not manifest:
        raise _cut_off(file)
    read = Manifest.read(manifest)
    if told != digest.hexdigest() or read.sums_sha256 != told:
        raise Refused(f"{file}: SHA256SUMS and the manifest do not belong together. Take another backup.")
    return read


def members(file: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Every file in it by its name, in order; each has to be read before the next."""
    with tarfile.open(file, "r:") as tar:
        while (info := tar.next()) is not None:
            _forget(tar)
            content = tar.extractfile(info) if info.isreg() else None
            if content is None or not _is_ours(info.name):
                raise Refused(f"{file}: {info.name!r} does not belong into a backup of ours.")
            yield info.name, content


def _forget(tar: tarfile.TarFile) -> None:
    """It would remember every file that it has seen."""
    vars(tar)["members"] = []


def _is_ours(name: str) -> bool:
    return name in {SUMS, MANIFEST, *DATABASES.values()} or (name.startswith(PHOTOS) and ".." not in name)


def _compared(ours: IO[bytes], told: IO[bytes]) -> str:
    """The hash of the sums that the archive brings along. Raises Refused at the first line that is not ours."""
    digest = sha256()
    ours.seek(0)
    for line in told:
        digest.update(line)
        if ours.readline() != line:
            name = line.decode(errors="replace").rstrip().partition("  ")[2]
            raise Refused(f"{name} in it is not what was backed up: its hash differs. Take another backup.")
    return digest.hexdigest()


def _hash(content: IO[bytes]) -> str:
    digest = sha256()
    for chunk in pieces(content):
        digest.update(chunk)
    return digest.hexdigest()


def _cut_off(file: Path) -> Refused:
    return Refused(f"{file} is no whole backup: it was cut off, or is something else. Take the one before it.")
