"""How long the machine runs: in the tests a bounded run, always the same; in the soak a long one, never the same."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis.errors import FlakyFailure
from hypothesis.stateful import run_state_machine_as_test

from tests.photographs import a_jpeg
from tests.postgres import Server
from tests.sync.machine import taps
from tests.sync.machine.air import Mains
from tests.sync.machine.machine import on
from tests.sync.machine.phone import Phone
from tests.sync.machine.tally import Tally
from tests.sync.machine.world import World, world_on_postgresql, world_on_sqlite

ALWAYS: dict[str, Any] = {
    "deadline": None,
    "database": None,
    "report_multiple_bugs": False,
    "suppress_health_check": list(HealthCheck),
}
BOUNDED = settings(max_examples=8, stateful_step_count=40, derandomize=True, **ALWAYS)
UNTIL_RED = settings(max_examples=60, stateful_step_count=40, derandomize=True, phases=[Phase.generate], **ALWAYS)


def long_run(examples: int) -> settings:
    """So many examples of sixty steps, others every time."""
    return settings(max_examples=examples, stateful_step_count=60, phases=[Phase.generate], **ALWAYS)


@contextmanager
def world_on(engine: str, folder: Path, server: Server | None = None) -> Iterator[World]:
    """The world on this engine."""
    taps.PICTURES[:] = taps.PICTURES or [a_jpeg(24 + nth, 16) for nth in range(4)]
    if engine == "sqlite":
        with world_on_sqlite(folder) as world:
            yield world
    else:
        assert server is not None
        with world_on_postgresql(server, folder) as world:
            yield world


def run(
    world: World, how: settings, phone: type[Phone] = Phone, *, rebuilt: int = 1, tally: Tally | None = None
) -> Tally:
    """Let the machine run. Raises AssertionError with its story when something did not hold."""
    tally, mains = tally if tally is not None else Tally(), Mains(world)
    try:
        run_state_machine_as_test(on(world, mains, tally, phone=phone, rebuilt=rebuilt), settings=how)
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
