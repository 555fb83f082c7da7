"""Files and the rows that name them, side by side: both come in the order of their names, so neither is held whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

from fieldapp.blobs import Blobs, Entry

# But for those whose time is over: their rows stay, their files do not.
NAMES = text(
    "SELECT sha256 FROM (SELECT sha256 FROM blob UNION SELECT sha256 FROM paper) AS files"
    " WHERE sha256 NOT IN (SELECT sha256 FROM gone_file) ORDER BY sha256"
)
MANY = 1000  # rows at once


@dataclass(frozen=True, slots=True)
class Pair:
    """A file, a row, or both."""

    name: str
    entry: Entry | None
    is_named: bool


def pairs(blobs: Blobs, connection: Connection) -> Iterator[Pair]:
    """Every photo and every paper that lies there or is named by the database."""
    entries, names = iter(blobs.entries()), named(connection)
    entry, name = next(entries, None), next(names, None)
    while entry is not None or name is not None:
        first = min(word for word in (entry.name if entry else None, name) if word is not None)
        here = entry if entry is not None and entry.name == first else None
        yield Pair(first, here, name == first)
        if here:
            entry = next(entries, None)
        if name == first:
            name = next(names, None)


def named(connection: Connection) -> Iterator[str]:
    """The hashes of all photos that have arrived, and of all papers that were made."""
    yield from connection.execute(NAMES, execution_options={"yield_per": MANY}).scalars()
