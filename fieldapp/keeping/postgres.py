"""PostgreSQL's own programs for copying a database: they have to be on the PATH, and as new as the server."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import URL

from fieldapp.keeping import Refused

LONGEST_WAIT = "30s"  # for whoever changes a table just now (an upgrade)


def require_as_new_as(version: str) -> None:
    """pg_dump and pg_restore read what is as old as they are, or older. Raises Refused."""
    for program in ("pg_dump", "pg_restore"):
        ours = version_of(program)
        if ours < _major(version):
            raise Refused(
                f"{program} on the PATH is version {ours}, and {version.split()[0]} made this database: it cannot read"
                f" what is newer. Install the programs of version {_major(version)}"
                f" (Debian: apt install postgresql-client-{_major(version)})."
            )


def version_of(program: str) -> int:
    """The main number of its version. Raises Refused when it is not installed."""
    if shutil.which(program) is None:
        raise Refused(
            f"{program} is not on the PATH. PostgreSQL is backed up and restored by its own programs"
            " (Debian: apt install postgresql-client)."
        )
    return _major(subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout)


def dump(url: URL, snapshot: str, file: Path) -> Path:
    """Everything at the moment of this snapshot, in PostgreSQL's own compressed form; opened again to be sure."""
    asked = [f"--snapshot={snapshot}", f"--lock-wait-timeout={LONGEST_WAIT}", f"--file={file}"]
    _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", *asked)
    _told(subprocess.run(["pg_restore", "--list", file], capture_output=True, text=True))
    return file


def load(url: URL, file: Path) -> None:
    """All of the dump into the empty database, or nothing. Raises Refused."""
    _run("pg_restore", url, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(file))


def _run(program: str, url: URL, *words: str) -> None:
    said = url.get_dialect()().create_connect_args(url)[1]
    password = said.pop("password", None)  # never on a command line, which everybody on the machine can read
    environment = os.environ | ({"PGPASSWORD": str(password)} if password else {})
    command = [program, f"--dbname={make_conninfo('', **said)}", "--no-password", *words]
    _told(subprocess.run(command, env=environment, capture_output=True, text=True))


def _told(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode:
        raise Refused(f"{done.stderr.strip().splitlines()[0] if done.stderr.strip() else 'It ended without a word'}.")


def _major(version: str) -> int:
    found = re.search(r"\d+", version)
    return int(found[0]) if found else 0
