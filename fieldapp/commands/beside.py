"""The worker beside the web server: one child process, started anew when it dies, ended together with the server."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic, sleep

import structlog

SHORTEST_REST = 0.2  # seconds between a death and the next life; twice as long after each that follows at once
LONGEST_REST = 10.0
LIVED_WELL = 20.0  # whoever lived so long starts anew with the shortest
LOOKS_EVERY = 0.1
SECONDS_TO_END = 8.0

log = structlog.get_logger(__name__)


@contextmanager
def worker_beside(database_url: str, told_to_end: Callable[[], bool]) -> Iterator[None]:
    """Keep a worker alive for as long as the block lasts, or until the server was told to end.

    It has a session of its own, so that Ctrl-C reaches it through us and nobody starts it anew.
    """
    over = Event()
    # Before the server makes its processes: one made while we start ours would hold the pipe on which we wait for it.
    first = _start(database_url)
    keeper = Thread(
        target=_keep,
        args=(first, database_url, lambda: over.is_set() or told_to_end()),
        name="worker-beside",
        daemon=True,
    )
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _keep(child: subprocess.Popen[bytes], database_url: str, ending: Callable[[], bool]) -> None:
    rest = SHORTEST_REST
    while True:
        started_at = monotonic()
        while child.poll() is None and not ending():
            sleep(LOOKS_EVERY)
        if ending():
            _end(child)
            return
        log.warning("worker.died", code=child.returncode)
        rest = SHORTEST_REST if monotonic() - started_at > LIVED_WELL else min(rest * 2, LONGEST_REST)
        sleep(rest)
        child = _start(database_url)


def _start(database_url: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "fieldapp.commands", "worker", "--child-of", str(os.getpid())]
    environment = os.environ | {"FIELDAPP_DATABASE_URL": database_url}
    return subprocess.Popen(command, env=environment, start_new_session=True)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
