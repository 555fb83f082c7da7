"""A phone that can be woken: real Chromium, with the push service of the tests in the place of its maker's.

Chromium's own push service cannot be reached from a test. So `subscribe()` alone is stubbed: it gives a subscription of
the tests' push service, whose keys decrypt what the product sends; a courier hands the bytes to the browser's own
DevTools, which fire a real `push` event in the real service worker, whether a page is open or not.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Playwright

from tests.browser.handset import Handset
from tests.browser.product import Product
from tests.push_service import Browser, PushService

# What a page asks of the browser about push. It answers as Chromium does, with an endpoint and keys of the tests.
STUB = """(() => {
  const told = %s
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0))
  const make = (key) => ({
    endpoint: told.endpoint,
    options: { applicationServerKey: bytes(key).buffer, userVisibleOnly: true },
    toJSON: () => told,
    unsubscribe: async () => localStorage.removeItem("stub"),
  })
  PushManager.prototype.subscribe = async ({ applicationServerKey: key }) => {
    if (told.fails) throw new DOMException("Registration failed", "AbortError")
    localStorage.setItem("stub", key)
    return make(key)
  }
  PushManager.prototype.getSubscription = async () => {
    const key = localStorage.getItem("stub")
    return key && Notification.permission === "granted" ? make(key) : null
  }
})()"""
SHOWN = """async () => {
  const registration = await navigator.serviceWorker.getRegistration("/")
  const found = await registration.getNotifications()
  return found.map(({ title, body, tag, data, silent }) => ({ title, body, tag, data, silent }))
}"""
# A click on a notification of the system cannot be made from outside; the worker gets the event that it would get.
TAP = """async () => {
  const [notification] = await registration.getNotifications()
  dispatchEvent(new NotificationEvent("notificationclick", { notification }))
}"""


class WokenPhone(Handset):
    """Somebody's phone, which a push wakes."""

    def __init__(
        self, playwright: Playwright, product: Product, store: Path, service: PushService, locale: str = "zh-CN"
    ) -> None:
        self.service, self.browser = service, service.phone("")
        self.delivered = 0
        self.fails = False
        super().__init__(playwright, product, store, locale)

    def start(self) -> None:
        super().start()
        told = self.browser.subscription | {"fails": self.fails}
        self.context.add_init_script(STUB % json.dumps(told))
        self.allows("granted")
        self.registrations: list[str] = []
        self.tools: CDPSession = self.context.new_cdp_session(self.page)
        self.tools.on("ServiceWorker.workerRegistrationUpdated", self._note)
        self.tools.send("ServiceWorker.enable")

    def allows(self, answer: str) -> None:
        """What the person says when the browser asks whether it may notify."""
        told = {"permission": {"name": "notifications"}, "setting": answer, "origin": self.product.address}
        self.context.new_cdp_session(self.page).send("Browser.setPermission", told)

    def knows(self, key: str) -> Browser:
        """The push service takes messages of this sender alone."""
        self.browser.key = key
        return self.browser

    def carries(self, kind: str, within: float = 60) -> dict[str, Any]:
        """Wakes the phone with all that the push service has for it, until something of this kind was among it."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            for payload in self.browser.payloads[self.delivered :]:
                self.delivered += 1
                self.deliver(payload.decode())
                told = json.loads(payload)
                if told["notification"]["data"]["kind"] == kind:
                    return told
            self.page.wait_for_timeout(100)
        raise AssertionError(f"Nothing of the kind was sent; the push service answered {self.service.statuses}")

    def deliver(self, payload: str) -> None:
        """A push event, in the service worker itself; no page of ours need be open."""
        self.until(lambda: bool(self.registrations))
        told = {"origin": self.product.address, "registrationId": self.registrations[-1], "data": payload}
        self.tools.send("ServiceWorker.deliverPushMessage", told)  # it is lost if the tools are closed soon after

    def shown(self) -> list[dict[str, Any]]:
        """The notifications that stand on this phone."""
        return self.page.evaluate(SHOWN)

    def taps(self) -> None:
        """On the notification."""
        self.worker.evaluate(TAP)

    @property
    def worker(self) -> Any:
        """The service worker, which a push may have to start."""
        return self.context.service_workers[0]

    def _note(self, told: dict[str, Any]) -> None:
        self.registrations += [each["registrationId"] for each in told["registrations"] if not each["isDeleted"]]


def until(true: Callable[[], Any], within: float = 60) -> Any:
    """Waits for something on the server's side."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.1)
    raise AssertionError("It did not happen")
