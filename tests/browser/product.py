"""A server of a test's own that can be stopped: its socket is gone, as in a cellar, and it comes back later."""

import os
import subprocess
import sys
from pathlib import Path

from tests.branch_of_today import begun_with_it
from tests.browser.server import PASSWORD, end, free_port, wait_for

ROOT = Path(__file__).resolve().parents[2]
RUN = "from fieldapp.commands import main; main()"


class Product:
    """`fieldapp run` on one port, with its data in one folder; of a checkout of its own when the test changes that."""

    def __init__(self, folder: Path, checkout: Path = ROOT) -> None:
        self.folder, self.checkout, self.port = folder, checkout, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Until it answers."""
        settings = {
            "FIELDAPP_DATABASE_URL": f"sqlite:///{self.folder / 'fieldapp.db'}",
            "FIELDAPP_BLOBS": str(self.folder / "blobs"),
            "FIELDAPP_SECRET_KEY": "for the tests only, and never long enough to be anything else",
            "FIELDAPP_DEMO_PASSWORD": PASSWORD,
            "FIELDAPP_WORKERS": "1",  # one phone asks, and it starts sooner
        }
        command = [sys.executable, "-c", RUN, "run", "--port", str(self.port)]
        with (self.folder / "server.log").open("a") as log, begun_with_it(self.folder):
            # From the checkout's own folder, so that its modules are found first.
            self.server = subprocess.Popen(
                command, cwd=self.checkout, env=os.environ | settings, stdout=log, stderr=subprocess.STDOUT
            )
            try:
                wait_for(self.address, self.server, self.folder / "server.log")
            except AssertionError:
                self.stop()
                raise

    def stop(self) -> None:
        """Nobody listens any more."""
        if self.server:
            end(self.server)
            self.server = None
