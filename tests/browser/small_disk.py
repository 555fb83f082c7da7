"""A disk that is really full: a few megabytes of memory in the place of a folder, as long as a test lasts."""

import errno
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

MEGABYTES = 48  # the demo branch has three
BLOCK = 4096  # what such a disk gives away at once
BALLAST = "ballast"


class SmallDisk:
    """The disk under a server's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        """To the last block; what the database's log had room for beside it goes first."""
        with closing(sqlite3.connect(self.folder / "fieldapp.db", timeout=10)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with (self.folder / BALLAST).open("wb", buffering=0) as file:
            for size in (1 << 20, BLOCK):
                _until_it_is_full(file.write, bytes(size))

    def make_room(self) -> None:
        """Somebody tidied up."""
        (self.folder / BALLAST).unlink()


def _until_it_is_full(write: object, block: bytes) -> None:
    try:
        while write(block) == len(block):  # type: ignore[operator]
            pass
    except OSError as full:
        if full.errno != errno.ENOSPC:
            raise


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """In the place of this folder. A test on a machine that lets nobody mount says that it did not run."""
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    size = f"size={MEGABYTES}m,uid={os.getuid()},mode=700"
    refusal = _said([*as_root, "mount", "-t", "tmpfs", "-o", size, "small-disk", str(folder)])
    if refusal:
        pytest.skip(f"No disk may be mounted here, so none can be filled: {refusal}")
    try:
        yield SmallDisk(folder)
    finally:
        _said([*as_root, "umount", "-l", str(folder)])


def _said(command: list[str]) -> str:
    """What it says when it does not do it."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as none:
        return str(none)
    return done.stderr.strip() or f"{command[0]} ended with {done.returncode}" if done.returncode else ""
