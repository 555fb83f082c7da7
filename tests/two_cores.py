"""With `-n 2` one process begins with the browsers, the other with the rest, file by file; who is done first helps."""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

BROWSER = "tests/browser/"
# These start a product of their own, and may do so in either process. All other browser tests share one, and a record
# of the screens that were looked at.
ON_THEIR_OWN = ("tests/browser/faulty/", "tests/browser/test_offline.py", "tests/browser/test_update.py")
# One shift takes as long as a file.
ONE_BY_ONE = "tests/browser/faulty/test_shifts.py"
# What takes long comes first, so that nobody waits for it in the end.
LONG = (
    *("tests/sync/test_machine.py", "tests/sync/test_planted_faults.py", "tests/commands/test_run.py"),
    *("tests/worker/", "tests/lost_updates/", "tests/demo/", "tests/adapters/test_plans_of_an_archive.py"),
)


class Shares(LoadScopeScheduling):
    """What belongs together runs in one process."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(ONE_BY_ONE):
            return nodeid
        shared = nodeid.startswith(BROWSER) and not nodeid.startswith(ON_THEIR_OWN)
        return BROWSER if shared else nodeid.partition("::")[0]

    def _assign_work_unit(self, node: WorkerController) -> None:
        turn = with_browsers if node is self.nodes[0] else without
        self.workqueue.move_to_end(min(self.workqueue, key=turn), last=False)
        super()._assign_work_unit(node)


def with_browsers(scope: str) -> tuple[bool, bool, bool]:
    """The shared product first, then what has one of its own; then it helps with the rest."""
    return scope != BROWSER, not scope.startswith(BROWSER), scope.startswith(LONG)


def without(scope: str) -> tuple[bool, bool, bool]:
    """The rest first, and of it what takes long."""
    return scope == BROWSER, scope.startswith(BROWSER), not scope.startswith(LONG)


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Shares:
    return Shares(config, log)
