"""Who runs what, on two cores: two processes with browsers, which often wait, and one that works in their pauses.

Files are given out whole. Who is done with the browsers helps with the rest; who works in the pauses starts no browser.
"""

import os
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

IN_THE_PAUSES = "gw2"
GIVES_WAY = 10  # steps of niceness
BROWSER = "tests/browser/"
LAST = "tests/browser/test_every_screen.py"  # asks what all others have looked at
# One shift takes as long as a file.
ONE_BY_ONE = "tests/browser/faulty/test_shifts.py"
# What takes long comes first, so that nobody waits for it in the end.
LONG = (
    *("tests/browser/faulty/", "tests/browser/test_branches.py", "tests/browser/test_day.py"),
    *("tests/browser/test_offline.py", "tests/browser/test_update.py", "tests/browser/test_ladder.py"),
    *("tests/sync/test_machine.py", "tests/sync/test_planted_faults.py", "tests/commands/test_run.py"),
    *("tests/worker/", "tests/lost_updates/", "tests/demo/", "tests/adapters/test_plans_of_an_archive.py"),
)


class Shares(LoadScopeScheduling):
    """What belongs together runs in one process."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(ONE_BY_ONE) else nodeid.partition("::")[0]

    def _assign_work_unit(self, node: WorkerController) -> None:
        turn = without if works_in_the_pauses(node) else with_browsers
        self.workqueue.move_to_end(min(self.workqueue, key=turn), last=False)
        super()._assign_work_unit(node)

    def _reschedule(self, node: WorkerController) -> None:
        if works_in_the_pauses(node) and all(scope.startswith(BROWSER) for scope in self.workqueue):
            node.shutdown()
        else:
            super()._reschedule(node)


def works_in_the_pauses(node: WorkerController) -> bool:
    return bool(node.gateway.id == IN_THE_PAUSES)


def with_browsers(scope: str) -> tuple[bool, bool, bool]:
    """What needs a browser first, and of it what takes long; then it helps with the rest."""
    return scope == LAST, not scope.startswith(BROWSER), not scope.startswith(LONG)


def without(scope: str) -> tuple[bool, bool, bool]:
    """What needs no browser first, and of it what takes long."""
    return scope == LAST, scope.startswith(BROWSER), not scope.startswith(LONG)


def pytest_configure(config: pytest.Config) -> None:
    if getattr(config, "workerinput", {}).get("workerid") == IN_THE_PAUSES:
        os.nice(GIVES_WAY)


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Shares:
    return Shares(config, log)
