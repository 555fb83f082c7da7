"""The demo branch as the first product of this test run made it: whoever starts another one begins with a copy."""

import atexit
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

FRESH_FOR = timedelta(minutes=10)  # its day lies around the moment at which it was made
DATABASE, BLOBS = "fieldapp.db", "blobs"


class BranchOfToday:
    """A folder with its database and its photos."""

    def __init__(self) -> None:
        self.kept: tempfile.TemporaryDirectory[str] | None = None
        self.made_at = datetime.min.replace(tzinfo=UTC)

    def lay_into(self, folder: Path) -> bool:
        """A copy for a product that has nothing yet. False: it has something, or has to make its own day."""
        old = datetime.now(UTC) - self.made_at > FRESH_FOR
        if self.kept is None or old or (folder / DATABASE).exists():
            return False
        shutil.copytree(self.kept.name, folder, dirs_exist_ok=True)
        return True

    def keep(self, folder: Path, made_at: datetime) -> None:
        """What a product made that was started at that moment."""
        kept = tempfile.TemporaryDirectory(prefix="fieldapp-branch-")
        if (folder / BLOBS).exists():
            shutil.copytree(folder / BLOBS, Path(kept.name, BLOBS))
        files = (folder / DATABASE, Path(kept.name, DATABASE))
        with closing(sqlite3.connect(files[0])) as living, closing(sqlite3.connect(files[1])) as copy:
            living.backup(copy)
            copy.execute("DELETE FROM heartbeat")  # of a worker that the copy does not have
            copy.commit()
        self.forget()
        self.kept, self.made_at = kept, made_at

    def forget(self) -> None:
        """It is of no use any more."""
        if self.kept:
            self.kept.cleanup()


BRANCH = BranchOfToday()
atexit.register(BRANCH.forget)


@contextmanager
def begun_with_it(folder: Path) -> Iterator[None]:
    """Around the start of a product in this folder: it begins with a copy, or what it makes is kept for the others."""
    empty, begun_at = not (folder / DATABASE).exists(), datetime.now(UTC)
    copied = BRANCH.lay_into(folder)
    yield
    if empty and not copied:
        BRANCH.keep(folder, begun_at)
