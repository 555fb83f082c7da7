"""A version of the catalogue from the file to the files of head office (4.1.3, 4.1.4), by seven people."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.browsers import DESK, PHONE, TABLET, Browsers
from tests.browser.people import Somebody

# The course has no language, and a branch has one list: it is gone through once.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)

VALVE = "WTR-008"


class Office(Somebody):
    """Somebody in the office, at the versions of the catalogue."""

    def imports(self, code: str, price: str) -> str:
        """The list in force with another price for one item, as a file; the address of the draft."""
        self.page.goto("/office/catalogue")
        self.page.get_by_role("listitem").filter(has_text=self.words("In force")).get_by_role("link").click()
        self.page.wait_for_url("**/office/catalogue/*-*")
        rows = list(csv.reader(StringIO(self.page.request.get(f"{self.page.url}/table?as=csv").text())))
        for row in rows:
            if row[0] == code:
                row[rows[0].index("price_yuan")] = price
        content = StringIO()
        csv.writer(content).writerows(rows)
        self.page.goto("/office/catalogue/imports")
        file: FilePayload = {"name": "list.csv", "mimeType": "text/csv", "buffer": content.getvalue().encode()}
        self.page.get_by_label(self.words("The price list, as .csv or .xlsx")).set_input_files(file)
        self.button("Check it").click()
        expect(self.page.locator(f"[data-code='{VALVE}']")).to_contain_text("¥18")
        self.look_at("catalogue import, checked")
        self.button("Take it over as a draft").click()
        expect(self.page.locator("[aria-current=step]")).to_contain_text("0/3")
        self.look_at("catalogue version, draft")
        return self.page.url


class Supervisor(Somebody):
    """A supervisor at the draft."""

    def says(self, **noes: str) -> None:
        """Yes on every point but these, which get their reasons."""
        self.page.goto("/board/catalogue")
        for point in ("resources", "capability", "standard", "price"):
            row = self.page.locator(f"[data-point={point}]")
            row.get_by_role("radio", name=self.words("No" if point in noes else "Yes"), exact=True).check()
            if point in noes:
                row.get_by_role("textbox").fill(noes[point])
        self.look_at("catalogue review")
        self.button("Hand in").click()


def test_from_draft_to_filed(browsers: Browsers):
    version = Office(browsers, "operations", **DESK).imports(VALVE, "18")
    repair = Supervisor(browsers, "repair", **TABLET)
    repair.says(price="¥18 不够两个人的工")
    general = Somebody(browsers, "general", **DESK)
    general.page.goto(version)
    expect(general.page.get_by_text("¥18 不够两个人的工")).to_be_visible()
    expect(general.button("Approve")).to_have_count(0)

    for supervisor in (repair, Supervisor(browsers, "cleaning", **PHONE), Supervisor(browsers, "butler", **TABLET)):
        supervisor.says()
    general.page.reload()
    general.look_at("catalogue version, reviewed")
    day = date.today() + timedelta(days=40)  # after every other test of this branch
    general.page.get_by_label(general.words("Takes effect on")).fill(day.isoformat())
    general.button("Approve").click()
    expect(general.button("Approve")).to_have_count(0)

    head = Somebody(browsers, "head", **DESK)
    head.page.goto(version)
    head.button("File it").click()
    expect(head.page.locator(".approval__step[data-state=done]")).to_have_count(4)
    head.page.get_by_role("link", name=head.words("History")).click()
    acts = head.page.locator("[data-what]")
    expect(acts).to_have_count(7)
    head.look_at("catalogue version, history")
    said = acts.evaluate_all("(rows) => rows.map((row) => row.dataset.what)")
    assert said == ["file", "approve", "review", "review", "review", "review", "draft"]


def test_an_owner_reads_the_prices_on_a_phone(browsers: Browsers):
    office = Somebody(browsers, "head", **DESK)
    office.page.goto("/office/catalogue")
    address = office.page.locator(".price-page a").get_attribute("href")
    assert address
    owner = browsers.open(**PHONE)
    owner.goto(f"/prices/{address.rsplit('/', 1)[1]}")
    owner.get_by_role("searchbox").fill("ghjf")
    owner.get_by_role("searchbox").press("Enter")
    expect(owner.locator(".entry")).to_have_count(1)
    expect(owner.locator(".entry")).to_contain_text("¥15")
