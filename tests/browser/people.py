"""The people of a day as they use their screens. Only this file and phone.py know how the screens are built."""

import re
from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.browsers import Browsers

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


class Somebody:
    """A person with a browser of their own."""

    def __init__(self, browsers: Browsers, login: str, **device: Any) -> None:
        self.browsers, self.words = browsers, browsers.words
        self.page = browsers.open(login, **device)
        self.taps = 0

    def look_at(self, name: str) -> None:
        """This screen has nothing that axe complains about."""
        self.browsers.look_at(self.page, name)

    def button(self, english: str) -> Locator:
        """The button with these words."""
        return self.page.get_by_role("button", name=self.words(english), exact=True)

    def tap(self, what: Locator) -> None:
        """One tap, which counts."""
        self.taps += 1
        what.tap()


class Desk(Somebody):
    """The front desk, with a keyboard."""

    def writes(self, flat: str, letters: str, code: str) -> str:
        """A new order for this flat and one item, both found by typing; to the supervisor. Gives the order's id."""
        self.page.goto("/desk/orders/new")
        self.chooses_the_room(flat)
        self.chooses_the_item(letters, code)
        self.button("To the repair supervisor").click()
        expect(self.page.locator("[data-order][data-version]")).to_be_visible()
        return UUID.findall(self.page.url)[0]

    def chooses_the_room(self, flat: str) -> None:
        """The first room that fits, by Enter."""
        field = self.page.get_by_role("combobox", name=self.words("Room, phone or name"))
        field.press_sequentially(flat)
        field.press("Enter")
        expect(self.button("Another room")).to_be_visible()

    def chooses_the_item(self, letters: str, code: str) -> None:
        """By the first letters of its pinyin, with a click."""
        self.page.get_by_role("combobox", name=self.words("What is to be done")).press_sequentially(letters)
        self.page.get_by_role("option").filter(has_text=code).click()
        expect(self.page.locator("[name=item-0]")).to_be_attached()

    def opens(self, order: str) -> Locator:
        """The page of this order; gives its head."""
        self.page.goto(f"/desk/orders/{order}")
        return self.page.locator(f"[data-order='{order}']")

    def is_up_to_date(self) -> None:
        """The page has heard of all that happened, and is not about to be drawn anew."""
        self.page.wait_for_event("response", lambda answer: "/live?" in answer.url and answer.status == 204)

    def has_to_call(self, order: str) -> None:
        """The order stands on the list of call-backs."""
        self.page.goto("/desk/call-backs")
        row = self.page.locator(f"nav [data-order='{order}']")
        while not row.count():
            self.page.get_by_role("link", name=self.words("More")).click()
            self.page.wait_for_load_state()  # the rows, and the script that opens them here
        expect(row).to_be_visible()

    def asks(self, order: str, remark: str = "", **heard: str) -> None:
        """Opens the call sheet of this order, which is on the list, and answers: yes, but for these."""
        self.has_to_call(order)
        self.page.locator(f"nav [data-order='{order}']").click()
        for question in ("covers", "price", "named", "clean", "satisfied"):
            self.page.locator(f"[name='{question}'][value='{heard.get(question, 'yes')}']").check()
        self.page.get_by_label(self.words("What else the owner says")).fill(remark)


class Tablet(Somebody):
    """The supervisor, with a finger."""

    def assigns(self, order: str, login: str) -> None:
        """Tap the job, tap the person. Where something is in the way the board asks first."""
        self.takes_in_hand(order)
        self.tap(self.page.locator(f"[data-person='{login}']"))
        given = self.page.locator("#toast").get_by_role("button", name=self.words("Undo"))
        asked = self.button("Assign anyway")
        expect(given.or_(asked)).to_be_visible()
        if asked.is_visible():
            asked.tap()
            expect(given).to_be_visible()

    def takes_in_hand(self, order: str) -> None:
        """Tap the job; it came onto the board by itself."""
        if "/board" not in self.page.url:
            self.page.goto("/board")
        self.tap(self.page.locator(f"a[data-order='{order}']"))
        expect(self.page.get_by_role("complementary", name=self.words("Order in hand"))).to_be_visible()
