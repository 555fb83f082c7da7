"""``python -m tests.emergencies 100``: fifty at once, so many times, on SQLite and on PostgreSQL; prints a table."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.databases import migrate
from tests.emergencies.fifty import Heard, faults, prepared, run, table
from tests.postgres import started


def main(times: int) -> None:
    heard, wrong = {}, []
    with TemporaryDirectory(prefix="fieldapp-fifty-") as folder, started(fsync="on", synchronous_commit="on") as server:
        server.create("fifty")
        for engine, url in {
            "SQLite": f"sqlite:///{Path(folder) / 'fifty.db'}",
            "PostgreSQL": server.url("fifty"),
        }.items():
            migrate(url)
            heard[engine], found = _raced(url, times)
            wrong += [f"{engine}: {one}" for one in found]
    sys.stdout.write(table(heard))
    if wrong:
        sys.exit("\n".join(wrong))


def _raced(url: str, times: int) -> tuple[Heard, list[str]]:
    race = prepared(url, times)
    heard = run(race)
    return heard, faults(race, heard)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
