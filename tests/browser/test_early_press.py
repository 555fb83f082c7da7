"""A press that is quicker than the scripts of the page waits for them, and goes out as a form where they never come."""

import pytest
from playwright.sync_api import Page, Route, expect

# What a press does has no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)

PRESSED = "[data-verb=arrive][data-state=pressed]"


class Slow:
    """The script of the visit, which comes when the test says."""

    def __init__(self, page: Page) -> None:
        self.page, self.waiting = page, []
        self.posts: list[str] = []
        page.route("**/js/visit.js", lambda route: self.waiting.append(route))
        page.on("request", lambda asked: self.posts.append(asked.url) if asked.method == "POST" else None)

    @property
    def route(self) -> Route:
        return self.waiting[0]

    def presses_arrive(self) -> None:
        """While the page has no script yet."""
        self.page.reload(wait_until="commit")
        self.page.locator("[data-verb=arrive]").locator("visible=true").first.tap(no_wait_after=True)
        expect(self.page.locator(PRESSED)).to_be_visible()
        assert self.waiting and not self.posts


def test_it_is_kept_as_soon_as_the_scripts_are_there(visiting):
    slow = Slow(visiting.page)
    slow.presses_arrive()
    slow.route.continue_()
    expect(visiting.control("step", "covers")).to_be_visible()
    assert not [url for url in slow.posts if not url.endswith("/my/sync")]


def test_it_goes_out_as_a_form_if_they_do_not_come(visiting, browsers):
    slow = Slow(visiting.page)
    slow.presses_arrive()
    slow.route.abort()
    expect(visiting.control("step", "covers")).to_be_visible()
    assert [url for url in slow.posts if url.endswith("/commands")]
    browsers.expected("ERR_FAILED")
