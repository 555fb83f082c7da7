"""Looking at a screen as the rules of accessibility do, by day and by night, and keeping record of it."""

from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script
# It would fetch stylesheets once more and put them into the page as elements, which the policy forbids.
OPTIONS: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
# By night nothing but colours is different (tests/architecture/test_stylesheets.py): the other rules, asked once
# more, would say the same.
SCHEMES: dict[Literal["dark", "light"], dict[str, Any]] = {
    "dark": OPTIONS,
    "light": OPTIONS | {"runOnly": ["color-contrast", "link-in-text-block"]},
}
ASK = "async (options) => (await axe.run(document, options)).violations"
# What moves is brought to rest first, so that colours are looked at as they are meant.
AT_REST = """() => {
  for (const moving of document.getAnimations()) {
    if (moving.effect.getComputedTiming().endTime === Infinity) moving.cancel()
    else moving.finish()
  }
}"""


class Screens:
    """The screens that were looked at, each with its language: by all processes of a test run, in one file."""

    def __init__(self, record: Path, *, by_others: bool) -> None:
        self.record, self.by_others = record, by_others
        self.record.touch()

    @property
    def seen(self) -> set[tuple[str, str]]:
        """Names with their languages."""
        lines = (line.rpartition(" ") for line in self.record.read_text("utf-8").splitlines())
        return {(name, language) for name, _, language in lines}

    def look_at(self, page: Page, name: str, language: str) -> list[str]:
        """What axe complains about, in light and in dark. Asked once for each screen and language."""
        if (name, language) in self.seen:
            return []
        with self.record.open("a", encoding="utf-8") as record:
            record.write(f"{name} {language}\n")
        page.evaluate(AXE)
        return [fault for scheme in SCHEMES for fault in _faults(page, scheme, f"{name}, {language}")]


def _faults(page: Page, scheme: Literal["light", "dark"], where: str) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    page.evaluate(AT_REST)
    found = page.evaluate(ASK, SCHEMES[scheme])
    return [
        f"{where}, {scheme}: {rule['id']} {node['html']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
