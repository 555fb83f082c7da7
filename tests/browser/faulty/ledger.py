"""What the server's database says in the end: nothing lost, nothing twice, everything in the order of the presses."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

EFFECTS = ("accept", "set_out", "arrive", "ring", "line", "price", "photo", "test", "sign", "complete", "note", "step")
COMMANDS = """SELECT id, visit_id, by_id, device, seq, verb, verdict, device_at
              FROM command WHERE visit_id = ? ORDER BY rowid"""


@dataclass(frozen=True)
class Row:
    """A command as the server keeps it."""

    id: str
    visit: str
    by: str
    device: str | None
    seq: int
    verb: str
    verdict: str
    device_at: str


@dataclass(frozen=True)
class Moments:
    """One thing that happened: when we believe it was, by the phone's clock, and when we heard of it."""

    what: str
    at: datetime
    device_at: datetime
    received_at: datetime


class Ledger:
    """Reads the database of the branch while the server runs on it."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def visit_of(self, order: str) -> str:
        """The open visit for this order."""
        return _uuid(self._one("SELECT id FROM visit WHERE order_id = ? AND ended_at IS NULL", _hex(order)))

    def order_of(self, visit: str) -> str:
        """The order that it is for."""
        return _uuid(self._one("SELECT order_id FROM visit WHERE id = ?", _hex(visit)))

    def version_of(self, visit: str) -> int:
        """The order's version now."""
        asked = "SELECT o.version FROM service_order o JOIN visit v ON v.order_id = o.id WHERE v.id = ?"
        return int(self._one(asked, _hex(visit)))

    def commands(self, visits: Iterable[str]) -> list[Row]:
        """The commands of these visits, in the order in which the server stored them."""
        with self._open() as database:
            found = [row for visit in visits for row in database.execute(COMMANDS, (_hex(visit),))]
        return [Row(*map(_uuid, row[:3]), *row[3:]) for row in found]

    def name_of(self, person: str) -> str:
        """As it stands on the screens."""
        return self._one("SELECT name FROM person WHERE id = ?", _hex(person))

    def state_of(self, visit: str) -> str:
        """Where its order stands."""
        return self._one(
            "SELECT o.state FROM service_order o JOIN visit v ON v.order_id = o.id WHERE v.id = ?", _hex(visit)
        )

    def signers_of(self, visit: str) -> list[str]:
        """Who signed it."""
        return self._all("SELECT signer FROM signature WHERE visit_id = ?", visit)

    def photos_of(self, visit: str) -> list[str]:
        """The fingerprints of its photos of which the bytes have arrived."""
        return self._all("SELECT p.sha256 FROM photo p JOIN blob b ON b.sha256 = p.sha256 WHERE p.visit_id = ?", visit)

    def moments(self, visit: str) -> list[Moments]:
        """When everything happened that the phone told of, by three clocks."""
        asked = "SELECT what, at, device_at, received_at FROM journal WHERE visit_id = ? AND device_at IS NOT NULL"
        with self._open() as database:
            found = database.execute(asked, (_hex(visit),)).fetchall()
        return [Moments(what, *map(_moment, clocks)) for what, *clocks in found]

    def lost(self, kept: Iterable[str]) -> set[str]:
        """Of what the phone said was saved, what the server never stored."""
        with self._open() as database:
            return set(kept) - {_uuid(id) for (id,) in database.execute("SELECT id FROM command")}

    def twice(self, visits: Iterable[str]) -> list[str]:
        """Effects in the journal beyond one for each command."""
        visits = list(visits)
        pressed = Counter((row.visit, row.verb, row.device_at) for row in self.commands(visits))
        told = Counter(self._told(visits))
        return [
            f"{what} at {at}" for (visit, what, at), times in told.items() if times > max(pressed[visit, what, at], 1)
        ]

    def out_of_order(self, visits: Iterable[str]) -> list[str]:
        """Visits whose commands of one phone were not stored as they were pressed."""
        wrong = []
        for visit in visits:
            rows = [row for row in self.commands([visit]) if row.device]
            for device in {row.device for row in rows}:
                numbers = [row.seq for row in rows if row.device == device]
                if numbers != sorted(numbers):
                    wrong.append(f"{visit}: {numbers}")
        return wrong

    def _told(self, visits: list[str]) -> Iterator[tuple[str, str, str]]:
        asked = "SELECT what, device_at FROM journal WHERE visit_id = ? AND device_at IS NOT NULL"
        with self._open() as database:
            for visit in visits:
                for what, at in database.execute(asked, (_hex(visit),)):
                    if what in EFFECTS:
                        yield visit, what, at

    def _all(self, asked: str, visit: str) -> list[str]:
        with self._open() as database:
            return [value for (value,) in database.execute(asked, (_hex(visit),))]

    def _one(self, asked: str, *values: str) -> str:
        with self._open() as database:
            return database.execute(asked, values).fetchone()[0]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=10)) as database:
            yield database


def _hex(id: str) -> str:
    return UUID(id).hex


def _uuid(kept: str) -> str:
    return str(UUID(kept))


def _moment(kept: str) -> datetime:
    return datetime.fromisoformat(kept).replace(tzinfo=UTC)
