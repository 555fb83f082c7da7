"""The worker beside the web server: one child process, started anew when it dies, ended together with the server."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Event, Thread
from time import monotonic, sleep

import structlog

from fieldapp.commands.trouble import told_in_one_line
from fieldapp.commands.worker import work

SHORTEST_REST = 0.2  # seconds between a death and the next life; twice as long after each that follows at once
LONGEST_REST = 10.0
LIVED_WELL = 20.0  # whoever lived so long starts anew with the shortest
LOOKS_EVERY = 0.1
LOOKS_FOR_ITS_PARENT = 1.0
SECONDS_TO_END = 8.0
# Where a process may simply be doubled, the worker has all that the server has loaded: it begins at once, and that is
# in memory once for both.
PROCESSES = get_context("fork") if sys.platform == "linux" else get_context("spawn")

log = structlog.get_logger(__name__)


@contextmanager
def worker_beside(database_url: str, told_to_end: Callable[[], bool]) -> Iterator[None]:
    """Keep a worker alive for as long as the block lasts, or until the server was told to end.

    It has a session of its own, so that Ctrl-C reaches it through us and nobody starts it anew.
    """
    over = Event()
    # Before the server has threads and sockets: what is doubled now has none of them.
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


def begins_anew() -> None:
    """A process that was doubled lets go of its parent's handlers, and ends soon after its parent.

    The handlers would only take a note: told to stop before it is ready, it would go on until it is killed. A parent
    that was killed says nothing, but its children get another one.
    """
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, signal.SIG_DFL)
    if parent := parent_process():
        Thread(target=_end_with, args=(parent.pid,), name="parent", daemon=True).start()


def _end_with(parent: int | None) -> None:
    while os.getppid() == parent:
        sleep(LOOKS_FOR_ITS_PARENT)
    os.kill(os.getpid(), signal.SIGTERM)
    sleep(SECONDS_TO_END)
    os.kill(os.getpid(), signal.SIGKILL)


def _keep(child: BaseProcess, database_url: str, ending: Callable[[], bool]) -> None:
    rest = SHORTEST_REST
    while True:
        started_at = monotonic()
        while child.is_alive() and not ending():
            sleep(LOOKS_EVERY)
        if ending():
            _end(child)
            return
        log.warning("worker.died", code=child.exitcode)
        rest = SHORTEST_REST if monotonic() - started_at > LIVED_WELL else min(rest * 2, LONGEST_REST)
        sleep(rest)
        child = _start(database_url)


def _start(database_url: str) -> BaseProcess:
    child = PROCESSES.Process(target=_work, args=(database_url,), name="worker")
    child.start()
    return child


def _work(database_url: str) -> None:
    begins_anew()
    os.setsid()
    os.environ["FIELDAPP_DATABASE_URL"] = database_url
    with told_in_one_line():
        work()


def _end(child: BaseProcess) -> None:
    child.terminate()
    child.join(SECONDS_TO_END)
    if child.is_alive():
        child.kill()
        child.join()
