"""A running server on a port of its own, with its database in the test's folder."""

import os
import socket
import subprocess
from collections.abc import Iterator

import pytest

from tests.commands.server import FIELDAPP, wait_for


@pytest.fixture
def running(tmp_path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {"FIELDAPP_DATABASE_URL": f"sqlite:///{tmp_path}/fieldapp.db"}
    command = [FIELDAPP, "run", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            wait_for(port)
            yield process, port
        finally:
            process.kill()
