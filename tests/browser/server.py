"""The product as people start it: the server's own processes, on a port of the test's own, with the demo branch."""

import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.branch_of_today import begun_with_it

PASSWORD = "fieldapp-demo"
STARTS_WITHIN, ENDS_WITHIN = 300, 120  # seconds, on a machine that is busy with other tests


@contextmanager
def running(folder: Path, checkout: Path | None = None, **more: str) -> Iterator[str]:
    """`fieldapp run` with its data in this folder; gives the address and ends the server afterwards.

    With a checkout the product that lies there is run, instead of this one; ``more`` are further settings.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {
        "FIELDAPP_DATABASE_URL": f"sqlite:///{folder / 'fieldapp.db'}",
        "FIELDAPP_BLOBS": str(folder / "blobs"),
        "FIELDAPP_SECRET_KEY": "for the tests only, and never long enough to be anything else",
        "FIELDAPP_DEMO_PASSWORD": PASSWORD,
    }
    settings |= more
    if checkout is not None:
        settings["PYTHONPATH"] = str(checkout)
    said = folder / f"server-{port}.log"
    with said.open("w") as log, ExitStack() as beginning:
        beginning.enter_context(nullcontext() if checkout else begun_with_it(folder))
        command = [str(Path(sys.executable).with_name("fieldapp")), "run", "--port", str(port)]
        server = subprocess.Popen(command, env=os.environ | settings, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for(address, server, said)
            beginning.close()
            yield address
        finally:
            end(server)


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until it answers; what it said instead, when it does not."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(f"{address}/healthz", timeout=10):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"The server does not answer:\n{log.read_text()}")


def end(server: subprocess.Popen[bytes]) -> None:
    """As people do; that it then ends soon is what another test is about."""
    server.terminate()
    server.wait(timeout=ENDS_WITHIN)


def free_port() -> int:
    """A port that nobody listens on, below those that the system gives out by itself: nobody is given it meanwhile."""
    for port in random.SystemRandom().sample(range(20_000, 32_000), 100):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise RuntimeError("no port is free")
