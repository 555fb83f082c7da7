"""The test of the test: with one precaution taken out the machine must turn red, whichever it is."""

import subprocess
import sys

import pytest

from tests.architecture.tree import ROOT
from tests.sync.machine.one_fault import NOTICED
from tests.sync.machine.planted import PLANTED
from tests.sync.machine.profiles import UNTIL_RED, noticed, run, world_on


@pytest.fixture(scope="module")
def world(tmp_path_factory, sqlite_template):
    with world_on("sqlite", tmp_path_factory.mktemp("planted"), empty=sqlite_template) as world:
        yield world


@pytest.mark.parametrize("name", [name for name in PLANTED if name != "no lock"])
def test_a_planted_fault_is_noticed(world, name):
    fault = PLANTED[name]
    with fault.server():
        assert noticed(lambda: run(world, UNTIL_RED, phone=fault.phone, only=fault.rules, chance=fault.seed))


@pytest.mark.usefixtures("postgres")
def test_a_missing_lock_is_noticed():
    # In a process of its own: statements that were made with the lock are kept, and would be used without it.
    command = [sys.executable, "-m", "tests.sync.machine.one_fault", "no lock", "postgresql"]
    heard = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert heard.returncode == NOTICED, heard.stdout + heard.stderr
