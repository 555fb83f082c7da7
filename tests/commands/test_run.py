"""`make run`: a server that starts by itself on a fresh checkout and ends when told."""

import os
import signal
import socket
import subprocess
import urllib.parse
import urllib.request
from contextlib import suppress

import pytest

from fieldapp.commands.beside import SECONDS_TO_END as BESIDE
from fieldapp.commands.serve import SECONDS_TO_END as SERVER
from fieldapp.worker.rounds import SECONDS_TO_END as WORKER
from tests.commands.server import ENDS_WITHIN, FIELDAPP, fetch, until, wait_for


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_when_told(running, told):
    process, port = running
    assert fetch(port, "/healthz") == "ok\n"
    wait_for(port, "/readyz")

    process.send_signal(told)

    said, _ = process.communicate(timeout=ENDS_WITHIN)
    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}" in said and "tech1" in said and "fieldapp-demo" in said


def test_what_ends_gives_itself_less_than_ten_seconds():
    assert max(SERVER, BESIDE, WORKER) < 10


def test_a_second_one_on_the_same_port_is_refused(running):
    _, port = running
    second = subprocess.run([FIELDAPP, "run", "--port", str(port)], capture_output=True, text=True)
    assert second.returncode == 1 and "Choose another port" in second.stderr


def test_killed_it_leaves_nobody_on_its_port(running):
    process, port = running

    process.kill()

    until(lambda: is_free(port))


def is_free(port: int) -> bool:
    with suppress(OSError), socket.create_server(("127.0.0.1", port)):
        return True
    return False


def test_started_once_more_on_the_same_day_it_still_takes_things_in(running, tmp_path):
    first, port = running
    first.send_signal(signal.SIGTERM)
    first.communicate(timeout=ENDS_WITHIN)

    environment = os.environ | {"FIELDAPP_DATABASE_URL": f"sqlite:///{tmp_path}/fieldapp.db"}
    with subprocess.Popen([FIELDAPP, "run", "--port", str(port)], env=environment, stdout=subprocess.PIPE) as again:
        try:
            wait_for(port)
            form = urllib.parse.urlencode({"login": "desk", "password": "fieldapp-demo"}).encode()
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", form, timeout=20) as answer:
                assert answer.status == 200
        finally:
            again.kill()
