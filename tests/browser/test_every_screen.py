"""At the end of all tests: was every screen looked at, in both languages, by day and by night?"""

import time

from tests.browser.office_screens import OFFICE_SCREENS
from tests.browser.phone import COURSE

PATIENCE = 600  # seconds: another process may be at its last test

EVERY = {
    *("sign-in", "no signal", "Today", "Today with news", "catalogue", "phone page", "copy", "verify"),
    *(
        "new order",
        "order list",
        "order page",
        "call-backs",
        "call-back compared",
        "copy: satisfied?",
        "board",
        "board with a job in hand",
        "board with alerts",
        "week",
        "procedure",
    ),
    *("catalogue versions", "catalogue version", "catalogue import", "prices"),
    *(f"phone page, {state}" for state in ("waiting", "discarding", "tray", "leaving")),
    *(f"visit: {step}" for step in COURSE),
    *(screen.name for screen in OFFICE_SCREENS),
}


def test_every_screen_was_looked_at(screens):
    wanted = {(name, language) for name in EVERY for language in ("zh", "en")}
    until = time.monotonic() + PATIENCE
    while screens.by_others and wanted - screens.seen and time.monotonic() < until:
        time.sleep(1)
    assert not wanted - screens.seen
