"""The phone's outbox as a script of the page uses it, and a server of the test's own at the other end of `/my/sync`."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from playwright.sync_api import Page, Route

OURS = {"X-Sync-Protocol": "1", "Content-Type": "application/json"}
LOAD = """async () => {
  const script = document.querySelector('script[src*="/js/"]').src
  const folder = script.replace(/\\/js\\/.*/, "/js/outbox/")
  window.outbox = await import(folder + "outbox.js")
  window.pictures = await import(folder + "picture.js")
}"""


class Stub:
    """Answers as the server would, or as the test says; keeps what arrived."""

    def __init__(self, page: Page) -> None:
        self.arrived: list[dict[str, Any]] = []
        self.calls: list[dict[str, Any]] = []
        self.pictures: list[str] = []
        self.answer: Callable[[Route, dict[str, Any]], None] = self.applied
        self.version, self.takes_pictures = 1, True
        page.context.route("**/my/sync", self._sync)
        page.context.route("**/my/blobs/*", self._picture)

    def applied(self, route: Route, said: dict[str, Any], verdict: str = "applied", later: str = "") -> None:
        """Everything is taken in, but for what is about the visit that has to wait."""
        receipts = []
        for command in said["commands"]:
            self.arrived.append(command)
            self.version += 1
            word = "later" if later and command["visit"] == later else verdict
            receipts.append({"id": command["id"], "verdict": word, "code": word, "message": word})
            receipts[-1]["version"] = self.version
        body = {"now": "2026-11-25T10:00:00+08:00", "offset_ms": 0, "receipts": receipts, "html": {}, "decided": []}
        route.fulfill(status=200, headers=OURS, body=json.dumps(body))

    def _sync(self, route: Route) -> None:
        said = route.request.post_data_json
        self.calls.append(said)
        self.answer(route, said)

    def _picture(self, route: Route) -> None:
        self.pictures.append(route.request.url.rpartition("/")[2])
        route.fulfill(status=204 if self.takes_pictures else 422, headers=OURS)


class Outbox:
    """The outbox of the page that is open."""

    def __init__(self, page: Page) -> None:
        self.page, self.visit = page, str(uuid4())
        self.stub = Stub(page)

    def opens(self) -> None:
        """A technician's page, with the outbox in it."""
        self.page.goto("/my/catalogue")
        self.page.evaluate(LOAD)

    def keeps(self, *verbs: str) -> list[dict[str, Any]]:
        """Presses, all in one transaction; what was stored. Raises what the store says when it cannot."""
        commands = [{"visit": self.visit, "verb": verb, "base": 1} for verb in verbs]
        return self.page.evaluate("commands => outbox.keep(commands)", commands)

    def kept(self) -> list[dict[str, Any]]:
        """What the phone still has of the visit."""
        return self.page.evaluate("visit => outbox.of(visit)", self.visit)

    def states(self) -> list[str]:
        """In which state each of them is."""
        return [command["state"] for command in self.kept()]

    def waiting(self) -> dict[str, Any]:
        """Counted in people's words."""
        return self.page.evaluate("outbox.waiting()")

    def flushes(self) -> None:
        """By the button."""
        self.page.evaluate("outbox.flush({ now: true })")

    def comes_to(self, *states: str) -> None:
        """Until the commands are in these states."""
        self.until(lambda: self.states() == list(states))

    def until(self, true: Callable[[], bool]) -> None:
        """Waits for it; the last question says what is not so."""
        for _ in range(600):
            if true():
                return
            self.page.wait_for_timeout(100)
        assert true(), self.kept()
