"""Pictures of every screen of the office in both languages, and the page that shows them: a part of `make pictures`."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Playwright

from tests.browser.browsers import DESK
from tests.browser.office import Office
from tests.browser.office_screens import OFFICE_SCREENS, OfficeScreen, by_people
from tests.browser.words import Words

DOCS = Path(__file__).parents[2] / "docs"
FOLDER = DOCS / "pictures" / "office"
LIGHT = {"zh": "light", "en": "dark"}
HEAD = """# The office's screens

Every screen, in Chinese by day and in English by night, as `make pictures` takes them from the demo branch.
"""


def take_all(playwright: Playwright, chromium: Browser, address: str, take: Any) -> None:
    """All of them, ``take(page, file)`` each."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for language in LIGHT:
        # A language is a person's setting: it is chosen before their browser opens.
        office = Office(playwright.request, address)
        for login, screens in by_people():
            context = chromium.new_context(
                base_url=address,
                locale=Words(language).locale,
                timezone_id="Asia/Shanghai",
                color_scheme=LIGHT[language],
                storage_state=office.store_of(login, language),
                **DESK,
            )
            page = context.new_page()
            for screen in screens:
                screen.come_to(page)
                take(page, FOLDER / f"{_slug(screen)}-{language}.png")
            context.close()
    (DOCS / "office.md").write_text(HEAD + "".join(_shown(screen) for screen in OFFICE_SCREENS), "utf-8")


def _shown(screen: OfficeScreen) -> str:
    pictures = " ".join(f"![{screen.name}](pictures/office/{_slug(screen)}-{language}.png)" for language in LIGHT)
    return f"\n## {screen.name[0].upper()}{screen.name[1:]}\n\n{pictures}\n"


def _slug(screen: OfficeScreen) -> str:
    return screen.name.replace(":", "").replace(" ", "-")
