"""Something that is not on the list (4.2.3, 4.3.3): asked while the owner waits, and the answer seen by itself."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import UUID, Desk, Tablet

# The course has no language: it is gone through once.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)


def asks(desk: Desk, flat: str, what: str) -> str:
    """The desk writes it in the owner's words and asks; the id of the order."""
    desk.page.goto("/desk/orders/new")
    desk.chooses_the_room(flat)
    desk.page.get_by_role("combobox", name=desk.words("What is to be done")).fill(what)
    desk.page.locator("[name=add_words]").first.click()
    expect(desk.page.locator("[name=words-0]")).to_be_attached()
    desk.page.locator("button[value=ask]").first.click()
    expect(desk.page.locator("[data-order][data-version]")).to_be_visible()
    return UUID.findall(desk.page.url)[0]


def test_yes_with_a_price_and_no_with_a_reason_reach_whoever_asked_without_a_reload(
    desk: Desk, tablet: Tablet, flats, browsers
):
    asks(desk, next(flats), "装一个智能晾衣架")
    expect(desk.page.get_by_text(desk.words("after the supervisor's answer"))).to_be_visible()
    tablet.page.goto("/board")
    question = tablet.page.locator(".question").filter(has_text="装一个智能晾衣架")
    question.locator("[name=price]").fill("120")
    question.get_by_role("button", name=tablet.words("Can do"), exact=True).tap()
    expect(desk.page.locator(".notice[data-tone=green]").filter(has_text="¥120")).to_be_visible()

    asks(desk, next(flats), "把钢琴抬上六楼")
    question = tablet.page.locator(".question").filter(has_text="把钢琴抬上六楼")
    question.get_by_role("button", name=tablet.words("Cannot"), exact=True).tap()
    tablet.page.locator(".sheet:popover-open [name=reason]").fill("没有能抬钢琴的人手")
    tablet.page.locator(".sheet:popover-open").get_by_role("button", name=tablet.words("Cannot be done")).tap()
    expect(desk.page.locator(".notice[data-tone=amber]").filter(has_text="没有能抬钢琴的人手")).to_be_visible()

    desk.button("Decline").click()
    sheet = desk.page.locator("#decline")
    expect(sheet.get_by_text("这项我们自己做不了：没有能抬钢琴的人手")).to_be_visible()
    sheet.get_by_role("searchbox").fill("gangqin")
    expect(sheet.get_by_text("城市燃气客服")).to_be_hidden()
    sheet.get_by_text("安捷搬家").click()
    sheet.get_by_role("button", name=desk.words("Decline the order")).click()
    expect(desk.page.get_by_text("安捷搬家 0571-55550123")).to_be_visible()
    desk.look_at("declined order")
    desk.page.goto("/desk/outside?q=gangqin")
    desk.look_at("directory")
