"""What may befall a request on its way, each as people have met it; and a plan that deals them out by a seed."""

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.browser.faulty.road import Answer, Forward, Request, Trouble

PORTAL = b"<!doctype html><title>Free Wi-Fi</title><h1>Welcome</h1><form><button>I accept</button></form>"
HTML = [("Content-Type", "text/html; charset=utf-8")]
OURS = [("Content-Type", "application/json"), ("X-Sync-Protocol", "1")]


def reset_before_arrival(_request: Request, _forward: Forward) -> None:
    """The connection broke before the server had read anything."""


def reset_after_commit(request: Request, forward: Forward) -> None:
    """The server did it all; its answer was lost."""
    forward(request)


def half_a_batch(request: Request, forward: Forward) -> None:
    """The server got through the first half of the commands when it died."""
    if request.path == "/my/sync":
        whole = json.loads(request.body)
        whole["commands"] = whole["commands"][: (len(whole["commands"]) + 1) // 2]
        request = replace(request, body=json.dumps(whole).encode())
    forward(request)


def server_error(_request: Request, _forward: Forward) -> Answer:
    """500, with a page of somebody's."""
    return Answer(500, b"<h1>Internal Server Error</h1>", HTML)


def gateway_down(_request: Request, _forward: Forward) -> Answer:
    """503, and when to come back."""
    return Answer(503, b"down", [("Content-Type", "text/plain"), ("Retry-After", "1")])


def too_large(request: Request, forward: Forward) -> Answer:
    """413 from a proxy that never heard of us and takes nothing that is longer than one command."""
    small = request.path == "/my/sync" and len(json.loads(request.body)["commands"]) <= 1
    return forward(request) if small else Answer(413, b"<h1>Request Entity Too Large</h1>", HTML)


def too_old(_request: Request, _forward: Forward) -> Answer:
    """426: the server says the app is too old."""
    return Answer(426, b"{}", OURS)


def not_signed_in(_request: Request, _forward: Forward) -> Answer:
    """401 in our name."""
    return Answer(401, b"{}", OURS)


def to_a_login_page(_request: Request, _forward: Forward) -> Answer:
    """Sent away to where somebody wants a password."""
    return Answer(302, b"", [("Location", "/sign-in")])


def captive_portal(_request: Request, _forward: Forward) -> Answer:
    """200 with a page of the café's, for everything."""
    return Answer(200, PORTAL, HTML)


def empty_object(_request: Request, _forward: Forward) -> Answer:
    """200 with an empty object, and nobody's header."""
    return Answer(200, b"{}", [("Content-Type", "application/json")])


def cut_short(request: Request, forward: Forward) -> Answer:
    """The server did it; the answer ends in the middle, and a proxy says that this was all."""
    answer = forward(request)
    encoded = [pair for pair in answer.headers if pair[0].lower() == "content-encoding"]
    return replace(answer, body=answer.body[: len(answer.body) // 2] if not encoded else b"\x00")


def slow(request: Request, forward: Forward) -> Answer:
    """It takes its time."""
    time.sleep(1.2)
    return forward(request)


def slow_answer(request: Request, forward: Forward) -> Answer:
    """Done at once, answered late: somebody else may try the same meanwhile."""
    answer = forward(request)
    time.sleep(1.2)
    return answer


ON_WRITES: list[Trouble] = [
    *(reset_before_arrival, reset_after_commit, half_a_batch, server_error, gateway_down, too_large, too_old),
    *(not_signed_in, to_a_login_page, captive_portal, empty_object, cut_short, slow, slow_answer),
]
ON_PAGES: list[Trouble] = [
    *(reset_before_arrival, reset_after_commit, server_error, to_a_login_page, captive_portal, slow),
]
ON_FILES: list[Trouble] = [reset_before_arrival, captive_portal, server_error, slow]


class Plan:
    """Deals out troubles by a seed: often to what carries work, seldom to pages, hardly ever to files."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.dealt: Counter[str] = Counter()
        self.calm = True  # while nothing is to go wrong

    def __call__(self, request: Request) -> Trouble | None:
        troubles, chance = self._for(request)
        if self.calm or self.dice.random() >= chance:
            return None
        trouble = self.dice.choice(troubles)
        self.dealt[trouble.__name__] += 1
        return trouble

    def _for(self, request: Request) -> tuple[list[Trouble], float]:
        if request.path.startswith(("/my/sync", "/my/blobs")):
            return ON_WRITES, 0.55
        if request.path.startswith("/my"):
            return ON_PAGES, 0.3
        return ON_FILES, 0.05


def never(_request: Request) -> None:
    """A road on which nothing befalls anybody."""


def for_writes(trouble: Trouble, times: int) -> Callable[[Request], Trouble | None]:
    """The same trouble for the first so many requests that carry commands, then none."""
    left = [times]

    def befalls(request: Request) -> Trouble | None:
        if request.path != "/my/sync" or not left[0]:
            return None
        left[0] -= 1
        return trouble

    return befalls
