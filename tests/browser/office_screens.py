"""The office's screens: who sees each, and how to come to it. For the pictures, and for the test that looks at all."""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

AGREEMENT = "[data-agreement]"
A_PERSON = "main a[href^='/admin/people/']:not([href$='new'], [href$='imports'])"
A_ROOM = "main a[href^='/admin/rooms/']:not([href$='new'], [href$='imports'])"


@dataclass(frozen=True, slots=True)
class OfficeScreen:
    """One screen. ``links``: which are followed, one after the other, from the page of that address to this one."""

    name: str
    login: str
    address: str
    links: tuple[str, ...] = ()

    def come_to(self, page: Page) -> None:
        """From wherever this person is."""
        page.goto(self.address)
        for link in self.links:
            page.goto(page.locator(link).first.get_attribute("href") or "")


OFFICE_SCREENS = (
    OfficeScreen("outside providers", "desk", "/desk/outside"),
    OfficeScreen("with the developer", "desk", "/desk/developer"),
    OfficeScreen("sign-in codes", "desk", "/desk/codes"),
    OfficeScreen("my account", "desk", "/account"),
    OfficeScreen("agreement requested", "desk", "/office/agreements/new?room=3-1102"),
    OfficeScreen("agreements", "operations", "/office/agreements"),
    OfficeScreen("agreement", "operations", "/office/agreements", (AGREEMENT,)),
    OfficeScreen("agreement on paper", "operations", "/office/agreements", (AGREEMENT, "a[href$='/paper']")),
    OfficeScreen("month statement", "operations", "/office/agreements", (AGREEMENT, "a[href$='/statement']")),
    OfficeScreen("holidays", "operations", "/office/agreements/holidays"),
    OfficeScreen("figures", "operations", "/office/figures"),
    OfficeScreen("who may collect", "operations", "/money/sites"),
    OfficeScreen("money owed", "cashier", "/money"),
    OfficeScreen("money of an order", "cashier", "/money", ("main a[href^='/money/orders/']",)),
    OfficeScreen("books of a month", "cashier", "/money", ("a[href^='/money/months/']",)),
    OfficeScreen("administration", "admin", "/admin"),
    OfficeScreen("people", "admin", "/admin/people"),
    OfficeScreen("person", "admin", "/admin/people?q=tech1", (A_PERSON,)),
    OfficeScreen("new person", "admin", "/admin/people/new"),
    OfficeScreen("people from a file", "admin", "/admin/people/imports"),
    OfficeScreen("rooms", "admin", "/admin/rooms"),
    OfficeScreen("room", "admin", "/admin/rooms", (A_ROOM,)),
    OfficeScreen("new room", "admin", "/admin/rooms/new"),
    OfficeScreen("sites", "admin", "/admin/sites"),
    OfficeScreen("settings", "admin", "/admin/settings"),
    OfficeScreen("settings: emergencies", "admin", "/admin/emergencies"),
    OfficeScreen("settings: call-backs", "admin", "/admin/call-backs"),
    OfficeScreen("settings: warranty", "admin", "/admin/warranty"),
    OfficeScreen("personal data", "admin", "/admin/privacy"),
    OfficeScreen("notice to owners", "admin", "/admin/privacy/notice"),
    OfficeScreen("legal holds", "admin", "/admin/holds"),
    OfficeScreen("what was purged", "admin", "/admin/purged"),
    OfficeScreen("data of an owner", "admin", "/admin/rooms?q=3-503", (A_ROOM, "main a[href^='/admin/owners/']")),
    OfficeScreen("who did what", "admin", "/admin/audit"),
)


def by_people() -> Iterator[tuple[str, list[OfficeScreen]]]:
    """Each person with their screens."""
    for login in dict.fromkeys(screen.login for screen in OFFICE_SCREENS):
        yield login, [screen for screen in OFFICE_SCREENS if screen.login == login]
