"""A browser, a road and a server with the demo branch: what the figures of the phone are measured on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from playwright.sync_api import Page, sync_playwright

from tests.browser.browsers import PHONE, QUIET, WHOLE
from tests.browser.faulty.road import Request, Road, Trouble
from tests.browser.faulty.street import Branch
from tests.browser.office import Office
from tests.browser.server import running

LOGIN = "tech5"


class World:
    """Made once for all of the figures."""

    def __init__(self, branch: Branch, road: Road, chromium) -> None:
        self.branch, self.road, self.chromium = branch, road, chromium

    @classmethod
    @contextmanager
    def begun(cls, befalls: Callable[[Request], Trouble | None]) -> Iterator[Self]:
        """As long as it is measured."""
        with TemporaryDirectory() as folder, running(Path(folder)) as server, sync_playwright() as playwright:
            branch = Branch(server, Path(folder), Office(playwright.request, server))
            chromium = playwright.chromium.launch(executable_path=WHOLE, args=QUIET)
            yield cls(branch, Road(server, befalls), chromium)
            chromium.close()

    def visit(self) -> str:
        """One more visit of the technician's."""
        return self.branch.visit_for(LOGIN)

    @contextmanager
    def tab(self, *, slower: int = 1) -> Iterator[Page]:
        """A phone with nothing in its cache, signed in; its processor so many times slower than this machine's."""
        store = self.branch.office.store_of(LOGIN, "zh")
        device = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"} | PHONE
        context = self.chromium.new_context(base_url=self.road.address, storage_state=store, **device)
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
        yield page
        context.close()
