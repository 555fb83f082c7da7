"""How soon a message leaves the worker, how soon a change shows on another board, and what idle boards cost."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from threading import Event
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import select

from fieldapp import create_app
from fieldapp.clock import now
from fieldapp.config import Settings
from fieldapp.db import Busy, Stale, db
from fieldapp.domain.people import Person
from tests.benchmarks.crowd import SETTINGS, cookie_of
from tests.benchmarks.returning import served
from tests.benchmarks.say import say
from tests.databases import migrate, tested_app
from tests.postgres import started
from tests.worker.killed.house import change_and_tell, furnish
from tests.worker.killed.part import ALIVE, SENT, lines, work

A_SECOND, SECONDS = 50, 10  # messages
BEAT = 1.5  # seconds between two questions of a board (static/js/live-board.js)
OPEN, IDLE = 200, 500  # boards
CHANGES = 20
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    say(f"\nFrom the commit until a message leaves the worker, {A_SECOND} a second (goal: p99 at most 1 s).\n")
    with TemporaryDirectory() as folder:
        report("SQLite", leaving(f"sqlite:///{folder}/fieldapp.db", Path(folder)))
    with started() as server, TemporaryDirectory() as folder:
        server.create("leaving")
        report("PostgreSQL", leaving(server.url("leaving"), Path(folder)))
    with TemporaryDirectory() as folder:
        boards(f"sqlite:///{folder}/fieldapp.db")


def leaving(url: str, folder: Path) -> list[float]:
    """Seconds for each message."""
    migrate(url)
    furnish(app := tested_app(url))
    worker = get_context("fork").Process(target=work, args=(url, folder), daemon=True)
    worker.start()
    while not lines(folder / ALIVE):  # how long a worker takes to begin is another figure
        time.sleep(0.1)
    committed: dict[str, datetime] = {}
    begun = time.monotonic()
    for nth in range(A_SECOND * SECONDS):
        time.sleep(max(0.0, begun + nth / A_SECOND - time.monotonic()))
        committed[changed(app)] = now()
    while len(lines(folder / SENT)) < len(committed):
        time.sleep(0.1)
    worker.terminate()
    worker.join(10)
    sent = dict(line.split() for line in lines(folder / SENT))
    return [(datetime.fromisoformat(sent[key]) - at).total_seconds() for key, at in committed.items()]


def changed(app: Flask) -> str:
    """Change an order and tell somebody, however busy the database is. Returns the key of the message."""
    while True:
        with app.app_context():
            try:
                return change_and_tell(db.session())
            except (Busy, Stale):
                db.session.rollback()


def boards(url: str) -> None:
    """Both figures of open boards, on the same running server."""
    migrate(url)
    furnish(app := create_app(Settings(database_url=url, **SETTINGS)))
    with app.app_context():
        cookie = cookie_of(app, db.session.scalars(select(Person).where(Person.login == "sun")).one())
    with served(url) as address:
        say(f"\nFrom a change until another board shows it, {OPEN} boards open (goal: p95 at most 2 s).\n")
        with looking_on(address, cookie, OPEN):
            report("SQLite", [shown(app, address, cookie) for _ in range(CHANGES)])
        say(f"\nWhat {IDLE} idle boards cost the server, of one core.\n")
        nobody = cpu_of_the_server(10)
        with looking_on(address, cookie, IDLE):
            all_of_them = cpu_of_the_server(20)
        before, begun, drawn = _cpu(), time.monotonic(), 0
        while time.monotonic() - begun < 5:
            drawn += ask(_to(address), "/board", cookie)[0] == 200
        each = (_cpu() - before) / drawn
        say(f"  nobody {nobody:.1%}, {IDLE} boards {all_of_them:.1%}; one board drawn costs {each * 1000:.0f} ms,")
        say(f"  so they cost as much as {(all_of_them - nobody) / each:.1f} boards drawn a second")


def shown(app: Flask, address: str, cookie: str) -> float:
    """Seconds from the commit until a board that asks like all others has fetched itself anew."""
    line = _to(address)
    number = _number(line, cookie, since=-1)
    time.sleep(time.monotonic() % BEAT)  # somewhere between two questions
    asks_next = time.monotonic() + BEAT
    changed(app)
    begun = time.monotonic()
    while True:
        time.sleep(max(0.0, asks_next - time.monotonic()))
        asks_next = time.monotonic() + BEAT
        if _number(line, cookie, since=number) != number:
            ask(line, "/board", cookie)
            return time.monotonic() - begun


@contextmanager
def looking_on(address: str, cookie: str, many: int) -> Iterator[None]:
    """So many boards that ask whether anything has happened, evenly spread."""
    over, hands = Event(), 10
    share = many // hands

    def some() -> None:
        line, number, nth = _to(address), -1, 0
        begun = time.monotonic()
        while not over.wait(max(0.0, begun + nth * BEAT / share - time.monotonic())):
            number, nth = _number(line, cookie, since=number), nth + 1

    with ThreadPoolExecutor(hands) as threads:
        for _ in range(hands):
            threads.submit(some)
        try:
            time.sleep(2)
            yield
        finally:
            over.set()


def cpu_of_the_server(seconds: float) -> float:
    """The part of one core that its processes took."""
    before, begun = _cpu(), time.monotonic()
    time.sleep(seconds)
    return (_cpu() - before) / (time.monotonic() - begun)


def _cpu() -> float:
    """CPU seconds of all processes that this one has started, and of theirs."""
    ours, seconds = {os.getpid()}, 0.0
    stats = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(") ", 1)[1].split()
        except OSError:
            continue
        stats[int(path.parent.name)] = (int(fields[1]), (int(fields[11]) + int(fields[12])) / TICKS)
    for _ in range(4):
        ours |= {pid for pid, (parent, _) in stats.items() if parent in ours}
    for pid in ours - {os.getpid()}:
        seconds += stats[pid][1]
    return seconds


def ask(line: HTTPConnection, path: str, cookie: str) -> tuple[int, bytes]:
    """One GET on a kept connection."""
    line.request("GET", path, headers={"Cookie": cookie})
    answer = line.getresponse()
    return answer.status, answer.read()


def _number(line: HTTPConnection, cookie: str, *, since: int) -> int:
    status, body = ask(line, f"/live?since={since}", cookie)
    assert status in {200, 204}, status
    return int(body.split(b":")[1].strip(b"} \n")) if status == 200 else since


def _to(address: str) -> HTTPConnection:
    where = urlsplit(address)
    return HTTPConnection(where.hostname or "", where.port, timeout=30)


def report(engine: str, seconds: list[float]) -> None:
    parts = quantiles(seconds, n=100, method="inclusive")
    say(
        f"  {engine:<12} {len(seconds):4}: p50 {parts[49] * 1000:.0f} ms, p95 {parts[94] * 1000:.0f} ms,"
        f" p99 {parts[98] * 1000:.0f} ms, slowest {max(seconds) * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
