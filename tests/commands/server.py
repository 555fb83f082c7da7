"""The server as `make run` starts it, and waiting until it answers."""

import sys
import time
import urllib.request
from pathlib import Path

FIELDAPP = Path(sys.executable).with_name("fieldapp")
SECONDS_TO_END = 10


def wait_for(port: int, path: str = "/healthz") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            fetch(port, path)
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("The server did not come up")


def fetch(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
        return answer.read().decode()
