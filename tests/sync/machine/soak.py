"""The soak: so many examples of sixty steps on SQLite and on PostgreSQL, others every time.

Each engine has a process of its own. Prints a table of what happened; the first thing that does not hold ends it.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.postgres import started
from tests.sync.machine.profiles import long_run, run, world_on
from tests.sync.machine.tally import Tally, table

ENGINES = {"SQLite": "sqlite", "PostgreSQL": "postgresql"}
AT_A_TIME = 20  # examples, between two words about how far it is
REBUILT = 3  # every third example is rebuilt from its commands


def soaked(engine: str, examples: int) -> Tally:
    """So many examples on one engine."""
    tally = Tally()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="fieldapp-soak-")))
        server = stack.enter_context(started()) if engine == "postgresql" else None
        world = stack.enter_context(world_on(engine, folder, server))
        begun = perf_counter()
        while tally.examples < examples:
            run(world, long_run(min(AT_A_TIME, examples - tally.examples)), rebuilt=REBUILT, tally=tally)
            tally.seconds = perf_counter() - begun
            sys.stderr.write(f"{engine}: {tally.examples} of {examples} examples, {tally.seconds / 60:.0f} minutes\n")
    return tally


def main(examples: int) -> None:
    with ProcessPoolExecutor(len(ENGINES), mp_context=get_context("spawn")) as processes:
        running = {name: processes.submit(soaked, engine, examples) for name, engine in ENGINES.items()}
        sys.stdout.write(table({name: future.result() for name, future in running.items()}))
