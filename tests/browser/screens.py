"""Looking at a screen as the rules of accessibility do, by day and by night, and keeping record of it."""

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
# It would fetch stylesheets once more and put them into the page as elements, which the policy forbids.
OPTIONS = {"resultTypes": ["violations"], "preload": False}
# What moves is brought to rest first, so that colours are looked at as they are meant.
AT_REST = """() => {
  for (const moving of document.getAnimations()) {
    if (moving.effect.getComputedTiming().endTime === Infinity) moving.cancel()
    else moving.finish()
  }
}"""


class Screens:
    """The screens that were looked at, each with its language."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, str]] = set()

    def look_at(self, page: Page, name: str, language: str) -> list[str]:
        """What axe complains about, in light and in dark. Asked once for each screen and language."""
        if (name, language) in self.seen:
            return []
        self.seen.add((name, language))
        return [fault for scheme in ("dark", "light") for fault in _faults(page, scheme, f"{name}, {language}")]


def _faults(page: Page, scheme: Literal["light", "dark"], where: str) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    page.evaluate(AT_REST)
    found = AXE.run(page, options=OPTIONS).response["violations"]
    return [
        f"{where}, {scheme}: {rule['id']} {node['html']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
