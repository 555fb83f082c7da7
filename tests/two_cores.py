"""With `-n 2` one process drives the browsers, which share a server; the other takes the rest, file by file."""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling


class Shares(LoadScopeScheduling):
    """What belongs together runs in one process, the largest share first."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid.partition("::")[0]


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Shares:
    return Shares(config, log)
