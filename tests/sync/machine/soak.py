"""The soak: so many examples of sixty steps on SQLite and on PostgreSQL, others every time.

Each engine has processes of its own, as many as there are processors, and their figures are added up. Prints a table
of what happened; with README=write it goes into the README. MINUTES=60 ends the run after an hour, however far it is.
The first thing that does not hold ends the run of its process, and is told at once.
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
from tests.sync.machine.tally import Tally, added, table

ENGINES = {"SQLite": "sqlite", "PostgreSQL": "postgresql"}
AT_A_TIME = 10  # examples, between two words about how far it is
REBUILT = 3  # every third example is rebuilt from its commands
# What the shifts in a browser came to stands behind it, if it does, and is left as it is.
README = re.compile(r"(?s)(<!-- the last soak -->\n).*?(<!-- (?:fifty shifts|up to here) -->)")
BROKEN_OFF = "\nThis run was broken off after {minutes} minutes, of {examples:,} examples on each engine.\n"


def main(examples: int) -> None:
    each = max(1, (os.cpu_count() or 1) // len(ENGINES))
    minutes = int(os.environ.get("MINUTES", 0))
    with ProcessPoolExecutor(each * len(ENGINES), mp_context=get_context("spawn")) as processes:
        running = {
            name: [processes.submit(told_at_once, engine, share, minutes) for share in shares(examples, each)]
            for name, engine in ENGINES.items()
        }
        tallies = {name: added(future.result() for future in futures) for name, futures in running.items()}
    figures = table(tallies)
    if any(tally.examples < examples for tally in tallies.values()):
        figures += BROKEN_OFF.format(minutes=minutes, examples=examples)
    sys.stdout.write(figures)
    if os.environ.get("README") == "write":
        write_down(figures)


def shares(examples: int, processes: int) -> list[int]:
    """How many examples each process takes."""
    return [examples // processes + (nth < examples % processes) for nth in range(processes)]


def told_at_once(engine: str, examples: int, minutes: int) -> Tally:
    """So many examples on one engine; when something does not hold its story, without waiting for the other engine."""
    try:
        return soaked(engine, examples, minutes)
    except BaseException:
        traceback.print_exc()
        raise


def soaked(engine: str, examples: int, minutes: int) -> Tally:
    """So many examples on one engine, or as many as fit into so many minutes. Raises AssertionError."""
    tally = Tally()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="fieldapp-soak-")))
        server = stack.enter_context(started()) if engine == "postgresql" else None
        world = stack.enter_context(world_on(engine, folder, server))
        begun = perf_counter()
        while tally.examples < examples and not (minutes and tally.seconds > minutes * 60):
            run(world, long_run(min(AT_A_TIME, examples - tally.examples)), rebuilt=REBUILT, tally=tally)
            tally.seconds = perf_counter() - begun
            sys.stderr.write(f"{engine}: {tally}\n")
    return tally


def write_down(figures: str) -> None:
    """Put the table where the README has its place."""
    readme = ROOT / "README.md"
    readme.write_text(README.sub(lambda place: place[1] + figures + place[2], readme.read_text()))
