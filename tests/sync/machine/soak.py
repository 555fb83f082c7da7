"""The soak: so many examples of sixty steps on SQLite and on PostgreSQL, others every time.

Each engine has a process of its own. Prints a table of what happened; with README=write it goes into the README.
The first thing that does not hold ends the run of its engine, and is told at once.
"""

import os
import re
import sys
import traceback
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.architecture.tree import ROOT
from tests.postgres import started
from tests.sync.machine.profiles import long_run, run, world_on
from tests.sync.machine.tally import Tally, table

ENGINES = {"SQLite": "sqlite", "PostgreSQL": "postgresql"}
AT_A_TIME = 10  # examples, between two words about how far it is
REBUILT = 3  # every third example is rebuilt from its commands
README = re.compile(r"(?s)(<!-- the last soak -->\n).*?(<!-- up to here -->)")


def main(examples: int) -> None:
    with ProcessPoolExecutor(len(ENGINES), mp_context=get_context("spawn")) as processes:
        running = {name: processes.submit(told_at_once, engine, examples) for name, engine in ENGINES.items()}
        figures = table({name: future.result() for name, future in running.items()})
    sys.stdout.write(figures)
    if os.environ.get("README") == "write":
        write_down(figures)


def told_at_once(engine: str, examples: int) -> Tally:
    """So many examples on one engine; when something does not hold its story, without waiting for the other engine."""
    try:
        return soaked(engine, examples)
    except BaseException:
        traceback.print_exc()
        raise


def soaked(engine: str, examples: int) -> Tally:
    """So many examples on one engine. Raises AssertionError."""
    tally = Tally()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="fieldapp-soak-")))
        server = stack.enter_context(started()) if engine == "postgresql" else None
        world = stack.enter_context(world_on(engine, folder, server))
        begun = perf_counter()
        while tally.examples < examples:
            run(world, long_run(min(AT_A_TIME, examples - tally.examples)), rebuilt=REBUILT, tally=tally)
            tally.seconds = perf_counter() - begun
            sys.stderr.write(f"{engine}: {tally}\n")
    return tally


def write_down(figures: str) -> None:
    """Put the table where the README has its place."""
    readme = ROOT / "README.md"
    readme.write_text(README.sub(lambda place: place[1] + figures + place[2], readme.read_text()))
