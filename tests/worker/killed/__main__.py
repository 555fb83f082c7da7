"""`python -m tests.worker.killed`: 2,000 messages and 100 ladders on each engine, and a table."""

import random
import sys
import tempfile
from pathlib import Path

from tests.databases import migrate, tested_app
from tests.postgres import started
from tests.worker.killed.house import furnish
from tests.worker.killed.killer import Killer, Plan
from tests.worker.killed.verdict import Verdict, judge

MESSAGES, LADDERS = 2000, 100


def on_sqlite(messages: int, ladders: int) -> Verdict:
    """One worker, one web process."""
    with tempfile.TemporaryDirectory() as folder:
        return killing(f"sqlite:///{folder}/fieldapp.db", Path(folder), messages, ladders, workers=1, webs=1)


def on_postgresql(messages: int, ladders: int) -> Verdict:
    """Three workers, two web processes."""
    with started() as server, tempfile.TemporaryDirectory() as folder:
        server.create("killed")
        return killing(server.url("killed"), Path(folder), messages, ladders, workers=3, webs=2)


def killing(url: str, folder: Path, messages: int, ladders: int, *, workers: int, webs: int) -> Verdict:
    """Furnish, kill, judge."""
    migrate(url)
    furnish(tested_app(url))
    killer = Killer(Plan(url, folder, messages, ladders, workers, webs), random.Random(7))
    killer.run()
    verdict = judge(killer)
    if not verdict.holds:
        sys.stderr.write((folder / "log").read_text()[-4000:])
    return verdict


def main() -> int:
    """Print the table; 1 when something was lost or late."""
    numbers = [int(word) for word in sys.argv[1:3]] or [MESSAGES, LADDERS]
    held = True
    for name, run in (("SQLite", on_sqlite), ("PostgreSQL", on_postgresql)):
        verdict = run(*numbers)
        sys.stdout.write(f"{name:10} {verdict}\n")
        sys.stdout.flush()
        held = held and verdict.holds
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
