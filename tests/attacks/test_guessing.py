"""Guessing at the door of several server processes: they count together, whichever of them is asked."""

import os
import shutil
import socket
import subprocess
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.attacks.counting import Kind
from tests.attacks.world import World
from tests.browser.server import end, free_port, wait_for
from tests.builders import PASSWORD
from tests.commands.server import FIELDAPP


@pytest.fixture(scope="module")
def port(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Two processes of `fieldapp serve` on one port and one database."""
    folder, port = tmp_path_factory.mktemp("guessed"), free_port()
    settings = {
        "FIELDAPP_DATABASE_URL": f"sqlite:///{shutil.copy(world.untouched, folder / 'fieldapp.db')}",
        "FIELDAPP_BLOBS": str(folder / "blobs"),
        "FIELDAPP_SECRET_KEY": "of the tests only",
        "FIELDAPP_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "FIELDAPP_PORT": str(port),
        "FIELDAPP_WORKERS": "2",
        "FIELDAPP_DEMO": "1",
    }
    said = Path(folder / "server.log")
    with said.open("w") as log:
        server = subprocess.Popen([FIELDAPP, "serve"], env=os.environ | settings, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://127.0.0.1:{port}", server, said)
            yield port
        finally:
            end(server)


def answered(port: int, login: str, password: str) -> int:
    """The status; each time over a connection of its own, which any of the processes may take."""
    door = HTTPConnection("127.0.0.1", port, timeout=30)
    form = urlencode({"login": login, "password": password})
    door.request("POST", "/sign-in", form, {"Content-Type": "application/x-www-form-urlencoded"})
    status = door.getresponse().status
    door.close()
    return status


def test_guesses_are_counted_over_all_processes(port, attempts):
    guesses = [f"guess {nth}" for nth in range(29)]
    answers = [answered(port, "tech5", password) for password in [*guesses, PASSWORD]]
    for nth, status in enumerate(answers):
        attempts.made(Kind.GUESSES, f"the {nth + 1}. guess: {status}", refused=status in {422, 429})
    assert Counter(answers)[422] <= 5, "More guesses were looked at than one process would have"
    assert answered(port, "tech6", PASSWORD) == 303, "Others are not kept waiting"


# Requests of which one reader says that they end here, and another one there.
DOUBTFUL = {
    "two lengths": "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    "a length with a sign": "Content-Length: +5\r\n\r\nhello",
    "a length that is none": "Content-Length: 5x\r\n\r\nhello",
    "a length below nothing": "Content-Length: -5\r\n\r\nhello",
    "a list of lengths": "Content-Length: 5, 6\r\n\r\nhello",
    "a space before the colon": "Content-Length : 5\r\n\r\nhello",
    "another coding": "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "pieces, and then not": "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "a header that goes on in the next line": "X-One: a\r\n b\r\nContent-Length: 0\r\n\r\n",
    "a name with a line break": "X-One\rX-Two: a\r\nContent-Length: 0\r\n\r\n",
}


def test_where_a_request_ends_is_never_in_doubt(port, attempts):
    for what, rest in DOUBTFUL.items():
        for asked in ("POST /sign-in HTTP/1.1", "GET /healthz HTTP/1.1"):
            status = told(port, f"{asked}\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{rest}")
            attempts.made(Kind.PATHS, f"{asked} with {what}: {status}", refused=status in {0, 400, 411, 413, 501})


def told(port: int, request: str) -> int:
    """The status of the answer; 0 where there is none."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as door:
        door.sendall(request.encode())
        first = door.makefile("rb").readline().split()
    return int(first[1]) if len(first) > 1 else 0
