"""A real PostgreSQL that the test run starts for itself, on a socket in a folder of its own, and throws away."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from pwd import getpwnam
from typing import Any

import psycopg
import pytest
from psycopg import sql

DEBIAN = Path("/usr/lib/postgresql")
# Nothing here outlives the run, so it need not survive a power cut.
HASTY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "listen_addresses": ""}


@dataclass(frozen=True)
class Server:
    folder: Path

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://fieldapp@/{name}?host={self.folder}"

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(f"host={self.folder} user=fieldapp dbname=postgres", autocommit=True)

    def create(self, name: str, *, template: str = "template0") -> None:
        """Make the database anew, as a copy of another."""
        with self.connect() as connection:
            for words in ("DROP DATABASE IF EXISTS {name} WITH (FORCE)", "CREATE DATABASE {name} TEMPLATE {template}"):
                names = {"name": sql.Identifier(name), "template": sql.Identifier(template)}
                connection.execute(sql.SQL(words).format(**names))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    if _programs() is None:
        _not_here("PostgreSQL is not installed (Debian: apt install postgresql)")
    with started() as server:
        yield server


@contextmanager
def started(**careful: str) -> Iterator[Server]:
    """A server, until the end of the block; hasty, but for the settings named here."""
    with tempfile.TemporaryDirectory(prefix="fieldapp-pg-", ignore_cleanup_errors=True) as folder:
        programs, who = _programs(), _somebody_but_root(folder)
        assert programs is not None, "PostgreSQL is not installed (Debian: apt install postgresql)"
        _initialise(programs, folder, who)
        chosen = (HASTY | careful).items()
        settings = [word for name, value in chosen for word in ("-c", f"{name}={value}")]
        command = [programs / "postgres", "-D", f"{folder}/data", "-k", folder, *settings]
        with open(f"{folder}/log", "wb") as log, subprocess.Popen(command, stdout=log, stderr=log, **who) as process:
            try:
                yield _ready(Server(Path(folder)), process)
            finally:
                process.terminate()  # "smart" would wait for clients; ours are gone, and a second signal does no harm
                process.send_signal(2)
                process.wait(timeout=30)


def _programs() -> Path | None:
    if found := shutil.which("postgres"):
        return Path(found).parent
    versions = sorted(DEBIAN.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


def _not_here(reason: str) -> None:
    """Say so at home, where somebody may lack it; in CI a missing engine is a failure."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


def _somebody_but_root(folder: str) -> dict[str, Any]:
    """PostgreSQL refuses to be root: who runs the tests as root lends it another name."""
    if os.getuid() != 0:
        return {"cwd": folder}
    person = next(filter(None, map(_named, ("postgres", "nobody"))))
    os.chown(folder, person.pw_uid, person.pw_gid)
    return {"cwd": folder, "user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


def _named(name: str) -> Any:
    try:
        return getpwnam(name)
    except KeyError:
        return None


def _initialise(programs: Path, folder: str, who: dict[str, Any]) -> None:
    trusting = ["-U", "fieldapp", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    subprocess.run([programs / "initdb", "-D", f"{folder}/data", *trusting], check=True, capture_output=True, **who)


def _ready(server: Server, process: subprocess.Popen[bytes]) -> Server:
    for _ in range(2400):  # two minutes, on a machine that is busy with other tests
        try:
            server.connect().close()
        except psycopg.OperationalError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
        else:
            return server
    raise RuntimeError((server.folder / "log").read_text())
