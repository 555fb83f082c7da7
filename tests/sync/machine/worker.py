"""I22: the worker on the phone answers nothing but a GET by itself; what is pressed never passes through its hands."""

import re

from fieldapp.config import CHECKOUT
from fieldapp.web.scripts import without_comments
from fieldapp.web.service_worker import PARTS

FETCH = re.compile(r'(?s)addEventListener\("fetch",.*?\n\}\)')
GUARD = 'if (request.method !== "GET") return\n'


def answers_only_what_is_read() -> None:
    """Raises AssertionError when the worker, before it is made small, might answer anything else."""
    script = "".join(without_comments((CHECKOUT / "static/js" / part).read_text("utf-8")) for part in PARTS)
    listeners = FETCH.findall(script)
    assert len(listeners) == 1, "I22: the worker listens to what is fetched in one place"
    before, guard, after = listeners[0].partition(GUARD)
    assert guard and "respondWith" not in before, "I22: the worker answers before it knows that it is a GET"
    assert after.count("respondWith") == script.count("respondWith"), "I22: the worker answers in another place, too"
