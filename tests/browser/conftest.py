"""Real Chromium against the real server: three people at once, and nothing that a browser complains about."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.people import Desk, Phone, Tablet
from tests.browser.server import running
from tests.browser.words import Words

QUIET = [
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the product runs, with the demo branch in it."""
    with running(tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture(params=["zh", "en"])
def words(request: pytest.FixtureRequest) -> Words:
    """The language of the test: every browser test runs in both."""
    return Words(request.param)


@pytest.fixture
def opened(chromium: Browser, address: str, words: Words) -> Iterator[Callable[..., Page]]:
    """Open a browser of somebody's own; at the end of the test none of them may have complained."""
    pages: list[Page] = []
    complaints: list[str] = []

    def opened(**device: Any) -> Page:
        context = chromium.new_context(base_url=address, locale=words.locale, timezone_id="Asia/Shanghai", **device)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def desk(opened: Callable[..., Page], words: Words) -> Desk:
    """The front desk at its screen."""
    return Desk(opened(viewport={"width": 1180, "height": 820}), words).signed_in("desk")


@pytest.fixture
def tablet(opened: Callable[..., Page], words: Words) -> Tablet:
    """The repair supervisor's tablet."""
    return Tablet(opened(viewport={"width": 1180, "height": 820}, has_touch=True), words).signed_in("repair")


@pytest.fixture
def phone(opened: Callable[..., Page], words: Words) -> Phone:
    """tech2's phone."""
    device = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
    return Phone(opened(**device), words).signed_in("tech2")
