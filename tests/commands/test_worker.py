"""The worker beside the server: there from the start, there again when it was killed, gone when the server is gone."""

import os
import signal
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

from tests.commands.server import ENDS_WITHIN, until, wait_for


def test_killed_it_is_started_anew(running, tmp_path):
    _, port = running
    wait_for(port, "/readyz")
    (first,) = workers(tmp_path)

    os.kill(first, signal.SIGKILL)

    until(lambda: set(workers(tmp_path)) - {first})
    assert all_alive(set(workers(tmp_path)) - {first})


def test_told_to_stop_the_server_takes_it_along(running, tmp_path):
    process, port = running
    wait_for(port, "/readyz")
    (worker,) = workers(tmp_path)

    process.send_signal(signal.SIGINT)
    process.communicate(timeout=ENDS_WITHIN)

    assert not is_alive(worker) and not workers(tmp_path), "it says goodbye"


def test_it_does_not_outlive_a_server_that_was_killed(running, tmp_path):
    process, port = running
    wait_for(port, "/readyz")
    (worker,) = workers(tmp_path)

    process.kill()

    until(lambda: not is_alive(worker))


def workers(folder: Path) -> list[int]:
    """The processes that have given a sign of life in this database."""
    with closing(connect(folder / "fieldapp.db")) as database:
        return [int(name.split()[-1]) for (name,) in database.execute("SELECT name FROM heartbeat")]


def all_alive(processes: set[int]) -> bool:
    return all(is_alive(process) for process in processes)


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split(") ")[1][0] != "Z"
    except FileNotFoundError:
        return False
