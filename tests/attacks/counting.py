"""Attacks are counted: what was tried against the product, what it refused, and what got in (nothing may).

A test takes `attempts` and says of each try whether it was refused. Tests of other folders whose cases are attempts by
themselves are named in `elsewhere.py` and counted one for one. The sums stand at the end of the report.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

import pytest

from tests.attacks.elsewhere import ELSEWHERE

ATTEMPTS, CASE = "attempts", "an attempt by itself"  # the names under which they travel to the end of the report


class Kind(StrEnum):
    """What is attacked, and how."""

    IDS = "ids of others"
    ORIGINS = "pages of other sites"
    SESSIONS = "sessions planted, stolen, forged"
    GUESSES = "passwords and tokens guessed"
    SYNC = "hostile phones"
    ADDRESSES = "addresses inside our network"
    BOMBS = "bombs in files"
    PATHS = "paths and headers"
    SCRIPTS = "script in texts"
    FORMULAS = "formulas and templates"
    OVERSIZED = "too much of anything"


class Attempts:
    """The attempts of one test."""

    def __init__(self) -> None:
        self.tried: Counter[str] = Counter()
        self.let_in: dict[str, list[str]] = {}

    def made(self, kind: Kind, what: str, *, refused: bool) -> None:
        """One more."""
        self.tried[kind.value] += 1
        if not refused:
            self.let_in.setdefault(kind.value, []).append(what)

    def told(self) -> list[tuple[str, int, int]]:
        """By kind: tried, let in."""
        return [(kind, tried, len(self.let_in.get(kind, ()))) for kind, tried in self.tried.items()]


@pytest.fixture
def attempts(record_property: Callable[[str, object], None]) -> Iterator[Attempts]:
    """To be told of every attempt. At the end of the test none of them may have got in."""
    attempts = Attempts()
    yield attempts
    record_property(ATTEMPTS, attempts.told())
    assert attempts.tried, "Nothing was tried"
    assert not attempts.let_in, "\n".join(f"{kind}: {what}" for kind, all in attempts.let_in.items() for what in all)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    kinds = {test: Kind[name].value for name, tests in ELSEWHERE.items() for test in tests}
    for item in items:
        kind = kinds.get(item.nodeid.partition("[")[0])
        if kind:
            item.user_properties.append((CASE, kind))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    tried, let_in = Counter[str](), Counter[str]()
    for report in (report for reports in terminalreporter.stats.values() for report in reports):
        for kind, many, got_in in told_by(report):
            tried[kind] += many
            let_in[kind] += got_in
    for kind in sorted(tried, key=[*Kind].index):
        terminalreporter.write_line(line(kind, tried[kind], let_in[kind]))
    if tried:
        terminalreporter.write_line(line("in all", tried.total(), let_in.total()))


def told_by(report: Any) -> Iterator[tuple[str, int, int]]:
    """What a report says of attempts: by kind, tried and let in."""
    for name, said in getattr(report, "user_properties", ()):
        if name == ATTEMPTS and report.when == "teardown":
            yield from said
        if name == CASE and report.when == "call" and report.outcome != "skipped":
            yield said, 1, int(report.failed)


def line(kind: str, tried: int, let_in: int) -> str:
    return f"attacks  {kind}: {tried} tried, {tried - let_in} refused, let in = {let_in}"
