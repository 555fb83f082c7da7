"""The ladder of an emergency in real browsers, with a clock that the test sets (4.3.5).

The front desk raises it, the first technician is silent, the second cannot, a third of another engineering trade takes
it and is at the door after 8:40. Whoever looks sees it; afterwards every rung is told with its seconds.
"""

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.browsers import DESK, PHONE, TABLET, Browsers
from tests.browser.office import Office
from tests.browser.people import Desk, Tablet
from tests.browser.phone import Phone
from tests.browser.pictures import make_small
from tests.browser.screens import Screens
from tests.browser.server import running
from tests.browser.words import Words
from tests.photographs import a_stopcock

FLAT = {"zh": "6-1701", "en": "6-1702"}
SILENT, CANNOT, TAKES = "tech1", "tech5", "tech9"
SHOWN = os.environ.get("PICTURES")  # a folder, for whoever wants to see what the test saw


@dataclass
class Clock:
    """What time it is for the server, the worker and every browser. It stands: a slow machine is never too late."""

    file: Path
    pages: list[Page] = field(default_factory=list)
    begun: datetime = field(default_factory=lambda: datetime.now(UTC))
    stands_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def begin(self) -> None:
        """The report is now; never before what was told of the last one."""
        self.begun = max(datetime.now(UTC), self.stands_at)
        self.at(0)

    def at(self, seconds: float) -> None:
        """It is so many seconds after the report."""
        moment = self.stands_at = self.begun + timedelta(seconds=seconds)
        other = self.file.with_suffix(".new")
        other.write_text(str(moment.timestamp()))
        other.replace(self.file)
        for page in self.pages:
            page.clock.set_fixed_time(moment)

    def shown_to(self, page: Page) -> Page:
        """The clock of this browser goes by the test's."""
        page.set_default_timeout(60_000)  # of a machine that is busy with other tests
        self.pages.append(page)
        return page


@dataclass
class Stage:
    """A product of the test's own, with its clock and its database."""

    office: Office
    clock: Clock
    file: Path


@pytest.fixture(scope="module")
def stage(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("ladder")
    clock = Clock(folder / "clock")
    with running(folder, FIELDAPP_TEST_CLOCK=str(clock.file)) as address:
        office = Office(playwright.request, address)
        for flat in FLAT.values():
            office.shows_the_stopcock_of(flat, a_stopcock())
        yield Stage(office, clock, folder / "fieldapp.db")


@pytest.fixture
def browsers(chromium: Browser, stage: Stage, words: Words, screens: Screens) -> Iterator[Browsers]:
    browsers = Browsers(chromium, stage.office, words, screens)
    yield browsers
    browsers.close()
    assert not browsers.complaints, "\n".join(browsers.complaints)


def test_one_is_silent_one_cannot_a_third_of_another_trade_is_there_after_8_40(stage, browsers, words):
    one_by_one(stage.file)
    clock, flat = stage.clock, FLAT[words.language]
    clock.pages.clear()  # those of the other language are closed
    scheme = {"color_scheme": "dark" if words.language == "en" else "light"}
    desk, board = Desk(browsers, "desk", **DESK, **scheme), Tablet(browsers, "repair", **TABLET, **scheme)
    silent, cannot, takes = (Phone(browsers, login, **PHONE, **scheme) for login in (SILENT, CANNOT, TAKES))
    for somebody in (desk, board, silent, cannot, takes):
        clock.shown_to(somebody.page)
    clock.begin()
    for somebody, place in ((board, "/board"), (silent, "/my"), (cannot, "/my"), (takes, "/my")):
        somebody.page.goto(place)

    phones_were_tried(stage.file, clock.begun)
    dispatch = raised_by(desk, flat)
    band(board.page, dispatch)
    expect(card(silent.page, dispatch)).to_be_visible()
    seen(board.page, words, "1-board")
    seen(desk.page, words, "1-desk")
    seen(silent.page, words, "1-phone")

    clock.at(60)
    expect(card(cannot.page, dispatch)).to_be_visible()
    expect(card(takes.page, dispatch)).to_have_count(0)
    seen(board.page, words, "2-board-after-60")
    clock.at(74)
    card(cannot.page, dispatch).locator("[data-verb=cannot]").tap()

    expect(card(takes.page, dispatch)).to_be_visible()
    clock.at(96)
    card(takes.page, dispatch).locator("[data-verb=take]").tap()
    expect(takes.page.locator("[data-stage=mine] .big[data-verb=set_out]")).to_be_visible()
    photo = takes.page.locator(".emergency__photo")
    expect(photo).to_be_visible()
    assert photo.evaluate("async photo => (await photo.decode(), photo.naturalWidth)") == 960, (
        "Where the water is shut off"
    )
    expect(band(board.page, dispatch)).to_contain_text(stage_name(TAKES))
    takes.look_at("emergency: mine")
    takes.page.locator(".big[data-verb=set_out]").tap()
    seen(takes.page, words, "3-phone-mine")
    seen(board.page, words, "3-board-taken")

    clock.at(480)
    expect(desk.page.locator(f"#dispatch-{dispatch}").get_by_role("button")).to_be_visible()
    seen(desk.page, words, "4-desk-calls-the-owner")
    desk.page.locator(f"#dispatch-{dispatch}").get_by_role("button").click()
    clock.at(520)
    takes.page.locator(".big[data-verb=arrive]").tap()
    expect(takes.page.locator(".emergency__took")).to_contain_text("8:40")
    takes.page.locator(".big[data-verb=under_control]").tap()
    expect(takes.page.locator(".big[data-state=done]")).to_have_count(3)
    seen(takes.page, words, "5-phone-there")

    told = replay(desk.page)
    seen(desk.page, words, "6-replay")
    assert [told[0], told[1]] == ["0:00", "0:00"]
    for second in ("1:00", "1:14", "1:36", "8:00", "8:40"):
        assert second in told, (second, told)


def raised_by(desk: Desk, flat: str) -> str:
    """The red button: room, what, done. The dispatch."""
    desk.page.goto("/desk/orders/new")
    desk.chooses_the_room(flat)
    desk.page.locator("[name=requirements]").fill("厨房软管爆裂，水进客厅")
    desk.page.locator("button[value=urgent]").click()
    shown = desk.page.locator(".replay-card")
    expect(shown).to_be_visible()
    return shown.get_attribute("data-dispatch") or ""


def card(page: Page, dispatch: str):
    """The red card, or its band on Today."""
    return page.locator(f"emergency-card[data-dispatch='{dispatch}']")


def band(page: Page, dispatch: str):
    """The emergency on the board."""
    found = page.locator(f"#emergencies [data-dispatch='{dispatch}']")
    expect(found).to_be_visible()
    return found


def replay(page: Page) -> list[str]:
    """The seconds of the replay, in their order."""
    page.reload()
    expect(page.locator(".replay-card .page-head .tag")).to_be_visible()
    return page.locator(".replay__moment b").all_inner_texts()


def seen(page: Page, words: Words, name: str) -> None:
    """Keep a picture, if somebody wants to see them."""
    if SHOWN:
        file = Path(SHOWN) / f"ladder-{name}{'' if words.language == 'zh' else '-dark-en'}.png"
        page.screenshot(path=file, animations="disabled")
        make_small(file)


def stage_name(login: str) -> str:
    """What the demo calls them."""
    return {"tech1": "李建国", "tech5": "周洋", "tech9": "马超"}[login]


def one_by_one(file: Path) -> None:
    """A branch that calls one at a time; of the three the third, who is at a door on the demo day, is free."""
    with sqlite3.connect(file, timeout=60) as db:
        db.execute("UPDATE ladder_rules SET first_called = 1, next_called = 1")
        gone = "UPDATE visit SET ended_at = ?, outcome = 'done' WHERE technician_id = ? AND ended_at IS NULL"
        db.execute(gone, (stored(datetime.now(UTC)), dict(db.execute("SELECT login, id FROM person"))[TAKES]))


def phones_were_tried(file: Path, moment: datetime) -> None:
    """The open pages of the three rang a moment ago.

    Nobody here has a push subscription: what any message of the demo day is sent to would fail, whenever the worker
    comes to it, and its owner would no longer count as ready.
    """
    with sqlite3.connect(file, timeout=60) as db:
        ids, now = dict(db.execute("SELECT login, id FROM person")), stored(moment)
        db.execute("DELETE FROM subscription")
        for login in (SILENT, CANNOT, TAKES):
            # No shift ends in these ten minutes: in the next one no phone has been tried yet.
            on = "UPDATE duty SET ends_at = max(ends_at, ?) WHERE person_id = ? AND begins_at <= ? AND ends_at > ?"
            db.execute(on, (stored(moment + timedelta(hours=1)), ids[login], now, now))
            rang = "INSERT OR REPLACE INTO open_app (person_id, heard_at, tested_at) VALUES (?, ?, ?)"
            db.execute(rang, (ids[login], now, now))


def stored(moment: datetime) -> str:
    """As SQLite keeps it."""
    return moment.replace(tzinfo=None).isoformat(sep=" ")
