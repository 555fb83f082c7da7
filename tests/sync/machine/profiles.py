"""How long the machine runs: in the tests a bounded run, always the same; in the soak a long one, never the same."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.errors import FlakyFailure
from hypothesis.stateful import run_state_machine_as_test

from tests.photographs import a_jpeg
from tests.postgres import Server
from tests.sync.machine import taps
from tests.sync.machine.air import Mains
from tests.sync.machine.machine import on
from tests.sync.machine.tally import Tally
from tests.sync.machine.worker import answers_only_what_is_read
from tests.sync.machine.world import World, world_on_postgresql, world_on_sqlite

ALWAYS: dict[str, Any] = {
    "deadline": None,
    "database": None,
    "report_multiple_bugs": False,
    "suppress_health_check": list(HealthCheck),
}
BOUNDED = settings(max_examples=8, stateful_step_count=40, derandomize=True, **ALWAYS)
UNTIL_RED = settings(max_examples=60, stateful_step_count=20, phases=[Phase.generate], **ALWAYS)


def long_run(examples: int) -> settings:
    """So many examples of sixty steps, others every time."""
    return settings(max_examples=examples, stateful_step_count=60, phases=[Phase.generate], **ALWAYS)


@contextmanager
def world_on(engine: str, folder: Path, server: Server | None = None, empty: Any = None) -> Iterator[World]:
    """The world on this engine; on a copy of a database that has every table, if there is one."""
    taps.PICTURES[:] = taps.PICTURES or [a_jpeg(24 + nth, 16) for nth in range(4)]
    if engine == "sqlite":
        with world_on_sqlite(folder, empty) as world:
            yield world
    else:
        assert server is not None
        with world_on_postgresql(server, folder, empty) as world:
            yield world


def run(world: World, how: settings, *, tally: Tally | None = None, chance: int | None = None, **more: Any) -> Tally:
    """Let the machine run, by this chance if one is named. Raises AssertionError with its story."""
    answers_only_what_is_read()
    tally, mains = tally if tally is not None else Tally(), Mains(world)
    try:
        machine = on(world, mains, tally, **more)
        run_state_machine_as_test(machine if chance is None else seed(chance)(machine), settings=how)
    finally:
        mains.disconnect()
    return tally


def noticed(happens: Callable[[], Any]) -> str:
    """What did not hold; "" when nothing was noticed."""
    try:
        happens()
    except (AssertionError, FlakyFailure) as trouble:
        inner = trouble.exceptions[0] if isinstance(trouble, FlakyFailure) else trouble
        return str(inner) or repr(inner)
    return ""
