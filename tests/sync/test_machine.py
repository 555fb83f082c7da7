"""The protocol under everything that can happen: the machine runs in a bounded profile, the same one every time."""

import pytest

from tests.sync.machine.profiles import BOUNDED, run, world_on
from tests.sync.machine.rush import rush


@pytest.fixture
def world(engine, tmp_path, request):
    server = request.getfixturevalue("postgres") if engine == "postgresql" else None
    empty = request.getfixturevalue("postgres_template" if server else "sqlite_template")
    with world_on(engine, tmp_path, server, empty) as world:
        yield world


@pytest.mark.both_engines
def test_nothing_is_lost_and_nothing_happens_twice(world):
    tally = run(world, BOUNDED)

    assert tally.rebuilt == tally.examples >= BOUNDED.max_examples
    assert tally.stored["applied"] > 0 and tally.faults.total() > 0


@pytest.mark.both_engines
def test_two_phones_that_speak_of_one_visit_at_the_same_moment_overwrite_nothing(world):
    assert set(rush(world).stored) == {"applied"}
