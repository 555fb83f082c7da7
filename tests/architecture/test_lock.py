"""The lock files say names, versions and hashes; where they are fetched from is the business of each machine."""

import re
import tomllib

import pytest

from tests.architecture.tree import ROOT

RUNTIME, TESTS = ROOT / "requirements.lock", ROOT / "tests" / "requirements.lock"


@pytest.mark.parametrize("lock", [RUNTIME, TESTS], ids=["runtime", "tests"])
def test_a_lock_names_no_place(lock):
    assert (
        "://" not in lock.read_text() and "--index" not in lock.read_text() and "--find-links" not in lock.read_text()
    )


@pytest.mark.parametrize("lock", [RUNTIME, TESTS], ids=["runtime", "tests"])
def test_every_locked_package_has_a_hash(lock):
    entries = re.split(r"\n(?=[a-z])", lock.read_text())
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)


def test_every_dependency_is_locked_and_bounded():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["test"]
    locked = set(re.findall(r"^([a-z0-9-]+)==", RUNTIME.read_text() + TESTS.read_text(), re.MULTILINE))

    assert {re.match(r"[a-z0-9-]+", dependency).group() for dependency in wanted} <= locked
    assert all(">=" in dependency and "<" in dependency for dependency in wanted)


def test_both_locks_agree():
    def versions(text: str) -> set[str]:
        return set(re.findall(r"^([a-z0-9-]+==[^ ]+)", text, re.MULTILINE))

    assert versions(RUNTIME.read_text()) <= versions(TESTS.read_text())
