"""A phone with a store of its own, whose browser can be ended and started again."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Locator, Page, Playwright, expect

from tests.browser.browsers import PATIENCE, PHONE, QUIET, WHOLE
from tests.browser.product import Product
from tests.browser.server import PASSWORD

IS_READY = """async () => {
  const registration = await navigator.serviceWorker.getRegistration("/")
  const { port1, port2 } = new MessageChannel()
  if (!registration?.active) return []
  registration.active.postMessage({ type: "ready" }, [port2])
  const { pages, listed } = await new Promise((done, failed) => {
    port1.onmessage = ({ data }) => done(data)
    setTimeout(failed, 3000, new Error("the worker says nothing"))
  })
  return listed && Object.values(pages).every(Boolean) ? Object.keys(pages) : []
}"""

OUTBOX = """const folder = document.querySelector('script[src$="outbox/page.js"]').src.replace("page.js", "")
  const outbox = await import(folder + "outbox.js")"""
KEEP = f"async presses => {{ {OUTBOX}; await outbox.keep(presses) }}"
OF = f"async visit => {{ {OUTBOX}; return outbox.of(visit) }}"
PHOTO = f"""async visit => {{
  {OUTBOX}
  const {{ prepare }} = await import(folder + "picture.js")
  const canvas = Object.assign(document.createElement("canvas"), {{ width: 40, height: 30 }})
  canvas.getContext("2d").fillRect(0, 0, 20, 30)
  const ready = await prepare(await new Promise((done) => canvas.toBlob(done)))
  const data = {{ photo: outbox.newId(), sha256: ready.sha256, moment: "before", consent: true }}
  await outbox.keep([{{ visit, verb: "photo", base: 1, data }}], [ready])
}}"""


class Handset:
    """Somebody's phone."""

    def __init__(self, playwright: Playwright, product: Product, store: Path, locale: str = "zh-CN") -> None:
        self.playwright, self.product, self.store, self.locale = playwright, product, store, locale
        self.context: BrowserContext
        self.page: Page
        self.start()

    def start(self) -> None:
        """As after a tap on its icon."""
        self.context = self.playwright.chromium.launch_persistent_context(
            self.store,
            executable_path=WHOLE,
            args=QUIET,
            base_url=self.product.address,
            locale=self.locale,
            timezone_id="Asia/Shanghai",
            **PHONE,
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.pages[0]

    def end(self) -> None:
        """The browser is gone."""
        self.context.close()

    def signs_in(self, login: str, first: str = "/my") -> None:
        """On the page that asks for it; ``first``: where such a person begins."""
        self.page.goto("/sign-in")
        self.page.locator("[name=login]").fill(login)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("form button").first.click()
        expect(self.page).to_have_url(re.compile(f"{first}$"))

    def keeps(self, visit: str, *presses: dict[str, Any]) -> None:
        """Presses, as the visit's page makes them."""
        self.page.evaluate(KEEP, [{"visit": visit, "base": self.version(), **press} for press in presses])

    def keeps_a_photo(self, visit: str) -> None:
        """Taken, made ready and kept."""
        self.page.evaluate(PHOTO, visit)

    def kept(self, visit: str) -> list[dict[str, Any]]:
        """What the phone still has of the visit."""
        return self.page.evaluate(OF, visit)

    def version(self) -> int:
        """Of the page that is open."""
        return int(self.page.locator("[data-visit]").get_attribute("data-version") or 0)

    @property
    def big_button(self) -> Locator:
        """For the thumb."""
        return self.page.locator(".thumb-bar .button--primary").locator("visible=true")

    def until(self, true: Callable[[], bool]) -> None:
        """Waits for it, also while the page loads itself anew."""
        for _ in range(900):
            with suppress(Error):
                if true():
                    return
            self.page.wait_for_timeout(200)
        assert true()

    def goes(self, path: str) -> None:
        """Opens this page; Today, which loads itself anew when something has changed, may have come in between."""
        self.until(lambda: self.page.goto(path) is not None)

    def keeps_the_day(self) -> list[str]:
        """Waits until all of it is kept; the paths of its visits."""
        for _ in range(300):
            with suppress(Error):  # Today may just load itself anew
                if found := self.page.evaluate(IS_READY):
                    return list(found)
            self.page.wait_for_timeout(200)
        raise AssertionError("The day is not kept whole")
