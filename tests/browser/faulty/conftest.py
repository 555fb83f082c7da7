"""A branch of its own for everything that goes wrong, and a street for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.faulty.street import Branch, Street
from tests.browser.office import Office
from tests.browser.server import running

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def branch(tmp_path_factory: pytest.TempPathFactory, playwright: Playwright) -> Iterator[Branch]:
    """The server that all of these tests share."""
    folder = tmp_path_factory.mktemp("branch")
    with running(folder) as address:
        yield Branch(address, folder, Office(playwright.request, address))


@pytest.fixture
def street(playwright: Playwright, branch: Branch, tmp_path: Path) -> Iterator[Street]:
    """Empty at first."""
    street = Street(playwright, branch, tmp_path)
    yield street
    street.close()


@pytest.fixture(scope="session")
def another_build(branch: Branch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the same branch runs on the next build: a copy of the product in which one script says a word more."""
    checkout = tmp_path_factory.mktemp("next")
    for part in ("fieldapp", "static", "templates"):
        shutil.copytree(ROOT / part, checkout / part)
    with (checkout / "static/js/phone.js").open("a") as script:
        script.write("\n// the next build\n")
    with running(branch.folder, checkout) as address:
        yield address
