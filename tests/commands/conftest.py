"""A running server on a port of its own, with its database in the test's folder."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.commands.server import FIELDAPP, wait_for


@pytest.fixture
def running(tmp_path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {"FIELDAPP_DATABASE_URL": f"sqlite:///{tmp_path}/fieldapp.db"}
    command = [FIELDAPP, "run", "--port", str(port)]
    # In a session of its own, so that what it started ends with the test even where the test kills it without a word.
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            wait_for(port)
            yield process, port
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
