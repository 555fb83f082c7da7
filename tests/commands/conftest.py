"""A running server on a port of its own, with its database in the test's folder."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from tests.branch_of_today import begun_with_it
from tests.browser.server import free_port
from tests.commands.server import FIELDAPP, wait_for


@pytest.fixture
def running(tmp_path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    environment = os.environ | {
        "FIELDAPP_DATABASE_URL": f"sqlite:///{tmp_path}/fieldapp.db",
        "FIELDAPP_BLOBS": f"{tmp_path}/blobs",
    }
    command = [FIELDAPP, "run", "--port", str(port)]
    with ExitStack() as beginning:
        beginning.enter_context(begun_with_it(tmp_path))
        # In a session of its own, so that what it started ends with the test, even where the test just kills it.
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        ) as process:
            try:
                wait_for(port)
                beginning.close()
                yield process, port
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
