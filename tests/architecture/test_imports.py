"""Imports point down; the contracts stand in pyproject.toml."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.tree import ROOT


def test_imports_point_down():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert outcome.returncode == 0, outcome.stdout
