"""A telephone: one profile of a real browser, which can be killed at any moment and started again on what it keeps."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page, Playwright

from tests.browser.browsers import PATIENCE, PHONE, QUIET, WHOLE
from tests.browser.faulty.road import Road

# Every command counts as kept from the moment of this event, whatever comes after it.
TELL_WHAT_IS_KEPT = 'addEventListener("outbox:saved", ({ detail }) => tellKept(detail.ids), true)'


class Handset:
    """The phone of a technician, with its tabs."""

    def __init__(self, playwright: Playwright, road: Road, folder: Path, *scripts: str) -> None:
        self.playwright, self.road, self.folder = playwright, road, folder
        self.scripts = scripts  # run before the app's own, in every page
        self.kept: list[str] = []  # ids of commands that were said to be saved, in that order
        self.faults: list[str] = []  # what no page may throw
        self.starts = 0
        self.browser: BrowserContext | None = None

    def start(self) -> Page:
        """Start the browser on the profile; gives its one tab."""
        self.starts += 1
        self.browser = self.playwright.chromium.launch_persistent_context(
            self.folder,
            executable_path=WHOLE,
            args=QUIET,
            base_url=self.road.address,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            **PHONE,
        )
        self.browser.set_default_timeout(PATIENCE)
        self.browser.expose_binding("tellKept", lambda _source, ids: self.kept.extend(ids))
        for script in (TELL_WHAT_IS_KEPT, *self.scripts):
            self.browser.add_init_script(script)
        self.browser.on("weberror", lambda told: self.faults.append(str(told.error)))
        return self.page

    @property
    def page(self) -> Page:
        """The tab in front: the one opened last."""
        assert self.browser is not None
        return self.browser.pages[-1] if self.browser.pages else self.browser.new_page()

    def open_tab(self, path: str, *, at_most: int = 9) -> None:
        """One more tab, in front; of more than so many the oldest goes. Its page may not come."""
        assert self.browser is not None
        page = self.browser.new_page()
        with suppress(Error):
            page.goto(path)
        for old in self.browser.pages[:-at_most]:
            old.close()

    def close_other_tabs(self) -> None:
        """All but the one in front."""
        assert self.browser is not None
        for page in self.browser.pages[:-1]:
            page.close()

    def kill(self) -> None:
        """End every process of this profile at once, as a phone does that runs out of memory."""
        for process in self._processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._forget()

    def stop(self) -> None:
        """Close the browser as people do."""
        self._forget()

    def _forget(self) -> None:
        if self.browser is not None:
            with suppress(Error):
                self.browser.close()
            self.browser = None
        until = time.monotonic() + 10
        while self._processes() and time.monotonic() < until:
            time.sleep(0.05)

    def _processes(self) -> list[int]:
        mark = f"--user-data-dir={self.folder}".encode()
        families = {process: _read(process, "stat").rpartition(b")")[2].split()[1:2] for process in _running()}
        found = [process for process in families if mark in _read(process, "cmdline").split(b"\0")]
        for parent in found:  # grows while we go through it
            found += [child for child, of in families.items() if of == [b"%d" % parent] and child not in found]
        return found


def _running() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _read(process: int, what: str) -> bytes:
    try:
        return Path(f"/proc/{process}/{what}").read_bytes()
    except OSError:
        return b""
