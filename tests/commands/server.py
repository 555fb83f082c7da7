"""The server as `make run` starts it, and waiting until it answers."""

import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

FIELDAPP = Path(sys.executable).with_name("fieldapp")
STARTS_WITHIN = 300  # seconds, on a machine that is busy with other tests
PATIENCE = 180  # the same
ENDS_WITHIN = 10  # seconds, as people are promised


def wait_for(port: int, path: str = "/healthz") -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        try:
            fetch(port, path)
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("The server did not come up")


def fetch(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return answer.read().decode()


def until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "too late"
        time.sleep(0.1)
