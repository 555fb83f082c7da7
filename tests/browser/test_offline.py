"""The day without signal: a cold start from what the phone keeps, with the server really gone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.browser.browsers import PHONE, QUIET
from tests.browser.product import Product
from tests.browser.server import PASSWORD

IS_READY = """async () => {
  const registration = await navigator.serviceWorker.getRegistration("/")
  const { port1, port2 } = new MessageChannel()
  if (!registration?.active) return []
  registration.active.postMessage({ type: "ready" }, [port2])
  const { pages, listed } = await new Promise((done) => (port1.onmessage = ({ data }) => done(data)))
  return listed && Object.values(pages).every(Boolean) ? Object.keys(pages) : []
}"""


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    product = Product(tmp_path_factory.mktemp("product"))
    product.start()
    yield product
    product.stop()


class Handset:
    """A phone with a store of its own, whose browser can be ended and started again."""

    def __init__(self, playwright: Playwright, product: Product, store: Path, locale: str = "zh-CN") -> None:
        self.playwright, self.product, self.store, self.locale = playwright, product, store, locale
        self.context: BrowserContext
        self.page: Page
        self.start()

    def start(self) -> None:
        """As after a tap on its icon."""
        self.context = self.playwright.chromium.launch_persistent_context(
            self.store,
            executable_path="/usr/bin/chromium",
            args=QUIET,
            base_url=self.product.address,
            locale=self.locale,
            timezone_id="Asia/Shanghai",
            **PHONE,
        )
        self.context.set_default_timeout(20_000)
        self.page = self.context.pages[0]

    def end(self) -> None:
        """The browser is gone."""
        self.context.close()

    def signs_in(self, login: str) -> None:
        """On the page that asks for it."""
        self.page.goto("/sign-in")
        self.page.locator("[name=login]").fill(login)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("form button").first.click()
        expect(self.page).to_have_url(re.compile("/my$"))

    def keeps_the_day(self) -> list[str]:
        """Waits until all of it is kept; the paths of its visits."""
        for _ in range(300):
            found = self.page.evaluate(IS_READY)
            if found:
                return list(found)
            self.page.wait_for_timeout(200)
        raise AssertionError("The day is not kept whole")


@pytest.fixture
def handset(playwright: Playwright, product: Product, tmp_path: Path) -> Iterator[Handset]:
    handset = Handset(playwright, product, tmp_path / "store")
    yield handset
    handset.end()
    if product.server is None:
        product.start()


def test_a_cold_start_without_a_server_shows_the_whole_day(handset, product):
    handset.signs_in("tech1")
    visits = handset.keeps_the_day()
    assert len(visits) >= 2
    handset.end()
    product.stop()

    handset.start()
    handset.page.goto("/")
    expect(handset.page).to_have_url(re.compile("/my$"))
    expect(handset.page.locator("waiting-pill")).to_contain_text("没有信号，照常做")
    for path in visits:
        handset.page.goto(path)
        expect(handset.page.locator("[data-visit]")).to_be_visible()
    for path in ("/my/catalogue", "/my/phone"):
        handset.page.goto(path)
        expect(handset.page.locator("h1")).to_be_visible()
    handset.page.goto("/my/visits/0197c3a0-0000-7000-8000-000000000001")
    expect(handset.page.get_by_text("手机里也没存这一页")).to_be_visible()


def test_signing_out_wipes_the_day_and_keeps_the_presses(handset, product):
    handset.signs_in("tech2")
    visits = handset.keeps_the_day()
    handset.page.evaluate(
        """async visit => {
          const page = document.querySelector('script[src$="outbox/page.js"]').src
          const outbox = await import(page.replace("page.js", "outbox.js"))
          await outbox.keep([{ visit, verb: "note", data: { words: "!" } }])
        }""",
        visits[0].rpartition("/")[2],
    )
    handset.page.goto("/my/phone")
    handset.page.locator("form[action='/sign-out'] button").click()
    expect(handset.page).to_have_url(re.compile("/sign-in"))
    names = handset.page.evaluate("caches.keys()")
    assert not [name for name in names if name.startswith("day")]
    assert handset.page.evaluate("indexedDB.databases()")[0]["name"] == "fieldapp-outbox"


def test_a_page_is_only_ready_when_all_its_files_are_kept(handset):
    handset.signs_in("tech3")
    handset.keeps_the_day()
    handset.page.evaluate("""async () => {
      for (const name of await caches.keys()) await (await caches.open(name)).delete("/kept/files")
    }""")
    assert handset.page.evaluate(IS_READY) == []
