"""What phones brought too late, and what may be lost: the supervisor looks at it and settles it with one tap each."""

from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.browsers import TABLET
from tests.browser.people import Tablet

# Plain forms are the same in both languages.
once = pytest.mark.parametrize("words", ["zh"], indirect=True)


@pytest.fixture
def trouble(office, flat):
    """tech6 was at the door while the order was given to tech5, who took it; and two entries never came."""
    order = office.has_an_order(flat, login="tech6")
    first, device = office.visit_at(flat, "tech6"), str(uuid4())
    office.gives(order, "tech5", reason="顺路")
    second = office.visit_at(flat, "tech5")
    assert office.hears("tech5", str(uuid4()), office.pressed("tech5", second, "accept"), next_seq=2) == ["applied"]
    assert office.hears("tech6", device, office.pressed("tech6", first, "arrive"), next_seq=2) == ["parked"]
    office.hears("tech6", device, next_seq=4)
    return flat


def card(tablet: Tablet, said: str) -> Locator:
    """The alert that says this."""
    lane = tablet.page.get_by_role("region", name=tablet.words("Waiting"))
    return lane.get_by_role("listitem").filter(has_text=said)


def test_an_alert_is_settled_and_a_late_press_decided(trouble, tablet: Tablet, words):
    tablet.page.goto("/board?tray=alerts")
    late, lost = card(tablet, words.door(trouble)), card(tablet, words("Looked into it"))
    expect(late.get_by_role("button")).to_have_count(2)
    tablet.look_at("board with alerts")

    tablet.tap(late.get_by_role("button", name=words("Let it count")))
    expect(tablet.page.locator("#toast")).to_contain_text(words("It counts; both technicians are told"))
    expect(late).to_have_count(0)

    tablet.tap(lost.get_by_role("button").first)
    expect(tablet.page.locator("#toast")).to_contain_text(words("Settled"))


@once
def test_without_scripts_it_is_decided_all_the_same(trouble, browsers, words):
    tablet = Tablet(browsers, "repair", **TABLET, java_script_enabled=False)
    tablet.page.goto("/board?tray=alerts")
    late = card(tablet, words.door(trouble))
    tablet.tap(late.get_by_role("button", name=words("Leave as it is")))
    expect(late).to_have_count(0)


def test_whoever_lost_the_order_reads_it_once(trouble, phone_of, words):
    phone = phone_of("tech6")
    phone.page.goto("/my")
    news = phone.page.locator("read-once").filter(has_text=words.door(trouble))
    expect(news).to_be_visible()
    phone.look_at("Today with news")

    phone.tap(news.get_by_role("button", name=words("Got it")))
    expect(news).to_be_hidden()
    phone.page.reload()
    expect(news).to_be_hidden()
