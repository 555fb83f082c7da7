"""How long the last of 200 phones waits when all return at once with 20 commands each, against a real server."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier
from urllib.parse import urlsplit

from sqlalchemy import create_engine, text

from tests.benchmarks.crowd import QUEUE, SETTINGS, Waiting, crowded
from tests.benchmarks.say import say
from tests.browser.server import free_port, wait_for
from tests.postgres import started

MANY, FEW = 200, 20
LONGEST_PAUSE = 60  # seconds between two tries; the phone's own goes on to five minutes
TRIES = 12
CAREFUL = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}  # as it runs for people


def main() -> None:
    say(f"\n{MANY} phones return at once with {QUEUE} commands each; seconds until the last one has its receipts.\n")
    say("{:<12}{:>8}{:>10}{:>7}{:>7}{:>12}{:>12}{:>14}".format(*HEADS))
    with TemporaryDirectory() as folder:
        report("SQLite", *(measured(f"sqlite:///{folder}/{phones}.db", phones) for phones in (FEW, MANY)))
    with started(**CAREFUL) as server:
        results = []
        for phones in (FEW, MANY):
            server.create(f"crowd{phones}")
            results.append(measured(server.url(f"crowd{phones}"), phones))
        report("PostgreSQL", *results)


HEADS = ("database", "phones", "commands", "lost", "twice", "slowest, s", "a second", f"{MANY} / {FEW}")


class Measured:
    """One crowd's return."""

    def __init__(self, phones: int, seconds: list[float], counts: tuple[int, int]) -> None:
        self.phones, self.slowest = phones, max(seconds)
        self.lost, self.twice = counts


def measured(database_url: str, phones: int) -> Measured:
    waiting = crowded(database_url, phones)
    with served(database_url) as address, ThreadPoolExecutor(phones) as threads:
        together = Barrier(phones)
        seconds = list(threads.map(lambda phone: returns(phone, address, together), waiting))
    return Measured(phones, seconds, lost_and_twice(database_url, waiting))


@contextmanager
def served(database_url: str) -> Iterator[str]:
    """`fieldapp serve` as people start it, on this database."""
    port = free_port()
    settings = {f"FIELDAPP_{name.upper()}": value for name, value in SETTINGS.items()}
    settings |= {"FIELDAPP_DATABASE_URL": database_url, "FIELDAPP_PORT": str(port), "FIELDAPP_DEMO": "1"}
    with TemporaryDirectory() as folder, (Path(folder) / "log").open("w") as log:
        command = [str(Path(sys.executable).with_name("fieldapp")), "serve"]
        server = subprocess.Popen(command, env=os.environ | settings, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://127.0.0.1:{port}", server, Path(folder) / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def returns(phone: Waiting, address: str, together: Barrier) -> float:
    """Send until every command has its receipt, with the phone's own pauses; how long it took."""
    together.wait()
    began = time.perf_counter()
    for nth in range(TRIES):
        answer = sent(phone, address)
        if answer is not None and all(receipt["verdict"] != "later" for receipt in answer["receipts"]):
            return time.perf_counter() - began
        time.sleep(min(2**nth, LONGEST_PAUSE))
    raise AssertionError("A phone gave up")


def sent(phone: Waiting, address: str) -> dict | None:
    """The server's own answer, or None for anything else."""
    headers = {"Content-Type": "application/json", "X-Sync-Protocol": "1", "Sec-Fetch-Site": "same-origin"}
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    try:
        connection.request("POST", "/my/sync", phone.body, headers | {"Cookie": phone.cookie})
        answer = connection.getresponse()
        body = answer.read()
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()
    if answer.status != 200 or answer.headers["X-Sync-Protocol"] != "1":
        return None
    return json.loads(body)


def lost_and_twice(database_url: str, waiting: list[Waiting]) -> tuple[int, int]:
    """By the journal: notes that nobody finds, and notes that stand there more than once."""
    engine = create_engine(database_url)
    with engine.connect() as connection:
        crowd = "SELECT id FROM person WHERE login LIKE 'crowd%'"
        kept = connection.scalar(text(f"SELECT count(*) FROM command WHERE by_id IN ({crowd})"))
        lines = connection.scalar(text(f"SELECT count(*) FROM journal WHERE what = 'note' AND by_id IN ({crowd})"))
        once = connection.scalar(
            text(
                "SELECT count(*) FROM (SELECT DISTINCT visit_id, why FROM journal "
                f"WHERE what = 'note' AND by_id IN ({crowd})) AS each_note"
            )
        )
    engine.dispose()
    return len(waiting) * QUEUE - (kept or 0), (lines or 0) - (once or 0)


def report(database: str, few: Measured, many: Measured) -> None:
    for crowd in (few, many):
        commands = crowd.phones * QUEUE
        ratio = f"{many.slowest / few.slowest:.1f}" if crowd is many else ""
        told = (database, crowd.phones, commands, crowd.lost, crowd.twice, crowd.slowest, commands / crowd.slowest)
        say("{:<12}{:>8}{:>10}{:>7}{:>7}{:>12.1f}{:>12.0f}{:>14}".format(*told, ratio))


if __name__ == "__main__":
    main()
