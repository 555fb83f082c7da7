"""Real Chromium against the real server: three people at once, and nothing that a browser complains about."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright, expect, sync_playwright
from uuid6 import uuid7

from fieldapp.demo.estate import rooms, sites
from fieldapp.domain.people import Language
from tests.browser.browsers import DESK, ENGINE, PATIENCE, PHONE, QUIET, TABLET, Browsers
from tests.browser.office import Office
from tests.browser.people import Desk, Tablet
from tests.browser.phone import Phone
from tests.browser.screens import Screens
from tests.browser.server import running
from tests.browser.words import Words

expect.set_options(timeout=PATIENCE)
MEASURED = "measured"  # the name under which a test's figures travel to the end of the report
# Flats of buildings and of floors that only one of the estates has, so that their number alone is enough.
TOLD_OF = {"5-702", "5-1201", "6-601", "6-902", "6-1101"}  # by the demo day
ONLY_HERE = [*product((6, 5), range(3, 19), (1, 2)), *product((1, 2, 3), range(19, 27), (1, 2))]
CHOSEN = {"3-2602"}  # by a test that names it
# Which flat a test gets depends on who else runs: what it finds there must not. test_english_owner.py goes to these.
READ_ENGLISH = {
    room.search for room in rooms(sites(uuid7())) for owner in room.owners if owner.language is Language.ENGLISH
}
FLATS = [f"{building}-{floor}{flat:02}" for building, floor, flat in ONLY_HERE]
FLATS = [flat for flat in FLATS if flat not in TOLD_OF | READ_ENGLISH | CHOSEN]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives the browsers."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    browser = playwright.chromium.launch(executable_path=ENGINE, args=QUIET)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the product runs, with the demo branch in it."""
    with running(tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture(scope="session")
def office(playwright: Playwright, address: str) -> Office:
    """Everybody who works without being looked at."""
    return Office(playwright.request, address)


@pytest.fixture(scope="session")
def screens(tmp_path_factory: pytest.TempPathFactory) -> Screens:
    """Which screens were looked at, by all tests together."""
    mine, shared = tmp_path_factory.getbasetemp(), "PYTEST_XDIST_WORKER" in os.environ
    return Screens((mine.parent if shared else mine) / "screens-looked-at", by_others=shared)


@pytest.fixture
def figures(record_property: Callable[[str, object], None]) -> Iterator[list[str]]:
    """What the test measures, for the end of the report."""
    figures: list[str] = []
    yield figures
    for figure in figures:
        record_property(MEASURED, figure)


@pytest.fixture(scope="session")
def flats() -> Iterator[str]:
    """Flats that no order is about yet: every test takes one of its own."""
    return iter(FLATS)


@pytest.fixture
def flat(flats: Iterator[str]) -> str:
    """A flat of the test's own."""
    return next(flats)


@pytest.fixture(params=["zh", "en"])
def words(request: pytest.FixtureRequest) -> Words:
    """The language of the test: a browser test runs in both, unless it says why one is enough."""
    return Words(request.param)


@pytest.fixture
def browsers(chromium: Browser, office: Office, words: Words, screens: Screens) -> Iterator[Browsers]:
    """Browsers of several people; at the end of the test none of them may have complained."""
    browsers = Browsers(chromium, office, words, screens)
    yield browsers
    browsers.close()
    assert not browsers.complaints, "\n".join(browsers.complaints)


@pytest.fixture
def desk(browsers: Browsers) -> Desk:
    """The front desk at its screen."""
    return Desk(browsers, "desk", **DESK)


@pytest.fixture
def tablet(browsers: Browsers) -> Tablet:
    """The repair supervisor's tablet."""
    return Tablet(browsers, "repair", **TABLET)


@pytest.fixture
def phone_of(browsers: Browsers) -> Callable[[str], Phone]:
    """A technician's phone, by login."""
    return lambda login: Phone(browsers, login, **PHONE)


@pytest.fixture
def phone(phone_of: Callable[[str], Phone]) -> Phone:
    """tech2's phone."""
    return phone_of("tech2")


@pytest.fixture
def visiting(office: Office, phone: Phone, flat: str) -> Phone:
    """tech2's phone, open at a visit of the test's own that costs ¥15."""
    phone.order = office.has_an_order(flat)
    return phone.opens(flat)


@pytest.fixture
def visiting_at(office: Office, phone: Phone, flat: str) -> Callable[[str], Phone]:
    """The same visit, when the default path has come to this step: how it comes there is what other tests are about."""

    def visiting_at(step: str) -> Phone:
        phone.order = office.has_an_order(flat)
        office.has_come_to(step, office.visit_at(flat, "tech2"), "tech2")
        phone.opens(flat).is_read_by_the_owner()
        return phone

    return visiting_at


@pytest.fixture
def early(office: Office, phone: Phone, flat: str) -> Phone:
    """tech2's phone, open at a visit that is an hour away: whoever goes there now is early."""
    office.gives(office.takes_down(flat), "tech2", ahead=timedelta(hours=1))
    return phone.opens(flat)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks whether every screen was looked at comes when all have looked."""
    items.sort(key=lambda item: "test_every_screen.py" in item.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[pytest.TestReport]:
    """Of a test that failed: what stood on the screens."""
    report = yield
    browsers = getattr(item, "funcargs", {}).get("browsers")
    if report.failed and report.when == "call" and browsers:
        report.sections += [(f"on the screen of {page.url}", words_on(page)) for page in browsers.pages]
    return report


def words_on(page: Page) -> str:
    """What can be read there, as far as the browser still answers."""
    try:
        return page.inner_text("body", timeout=5000)
    except Error as trouble:
        return str(trouble)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was measured, whether or not it was good enough."""
    ended = (report for reports in terminalreporter.stats.values() for report in reports)
    for report in ended:
        for name, figure in getattr(report, "user_properties", ()):
            if name == MEASURED and report.when == "teardown":
                terminalreporter.write_line(f"measured  {figure}")
