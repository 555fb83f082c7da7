"""Browsers of several people at once, and what they complain about."""

import shutil
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.browser.office import Office
from tests.browser.screens import Screens
from tests.browser.words import Words

# What Playwright turns off (a second list takes the place of its own), and the popups of the address bar, each a web
# page with a process of its own in every window: as much work as a page of ours.
FEATURES = [
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay"),
    *("HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"),
    *("PreconnectToSearch", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
]
PATIENCE = 60_000  # milliseconds, on a machine that is busy with other tests
# The engine without the browser around it, for what concerns only pages: a quarter less work. A phone's own store, its
# service worker and what wakes it are tested in the whole browser.
WHOLE = "/usr/bin/chromium"
ENGINE = shutil.which("chromium-headless-shell") or WHOLE
QUIET = [
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    f"--disable-features={','.join(FEATURES)}",
]
DESK: dict[str, Any] = {"viewport": {"width": 1180, "height": 820}}
TABLET: dict[str, Any] = {"viewport": {"width": 1180, "height": 820}, "has_touch": True}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
NO_SIGNAL = "ERR_INTERNET_DISCONNECTED"
# A violation is an error of the console already; this names what was stopped.
TELL_OF_VIOLATIONS = """
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
  console.error(`stopped by the policy: ${violatedDirective} ${blockedURI} ${sample}`))
"""


class Browsers:
    """Opens browsers, each somebody's own, in the language of the test."""

    def __init__(self, chromium: Browser, office: Office, words: Words, screens: Screens) -> None:
        self.chromium, self.office, self.words, self.screens = chromium, office, words, screens
        self.complaints: list[str] = []
        self.cut_off = False
        self.pages: list[Page] = []
        self.without_script: list[Page] = []

    def open(self, login: str = "", **device: Any) -> Page:
        """A browser in which this person is signed in; without a login one with an empty store."""
        # Keeping the day costs fifty requests: only tests that are about it let the service worker in.
        device = {"service_workers": "block"} | device
        kept = self.office.store_of(login, self.words.language) if login else None
        context = self.chromium.new_context(
            base_url=self.office.address,
            locale=self.words.locale,
            timezone_id="Asia/Shanghai",
            storage_state=kept,
            **device,
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(TELL_OF_VIOLATIONS)
        page = context.new_page()
        page.on("console", lambda said: self._listen(page, said))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        self.pages.append(page)
        if not device.get("java_script_enabled", True):
            self.without_script.append(page)
        return page

    def look_at(self, page: Page, name: str) -> None:
        """What axe says of this screen counts as a complaint; the test goes on meanwhile. Axe itself is a script."""
        if page in self.without_script:
            return
        self.complaints += self.screens.look_at(page, name, self.words.language)

    def expected(self, words: str) -> None:
        """The test provoked exactly this complaint: an answer of 4xx is an error of the console in Chromium."""
        for _ in range(50):  # it is told a moment after it happened
            found = [complaint for complaint in self.complaints if words in complaint]
            if found:
                break
            self.pages[-1].wait_for_timeout(100)
        assert found, f"Nobody complained of {words!r}"
        self.complaints = [complaint for complaint in self.complaints if complaint not in found]
        self.cut_off = self.cut_off or words == NO_SIGNAL

    def close(self) -> None:
        """Close them all."""
        for page in self.pages:
            page.context.close()
        if self.cut_off:  # what is sent again by itself goes on saying so until the end
            self.complaints = [complaint for complaint in self.complaints if NO_SIGNAL not in complaint]

    def _listen(self, page: Page, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complaints.append(f"{page.url}: {said.text} ({said.location['url']})")
