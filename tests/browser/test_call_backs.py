"""A call-back as owner, front desk and supervisor see it, from the copy's link to the board (3.1, 4.1.2)."""

import re

from playwright.sync_api import expect

from tests.browser.browsers import PHONE
from tests.browser.people import UUID


def test_a_dissatisfied_call_back_becomes_a_rework_order_on_the_board(visiting_at, desk, tablet, browsers, words):
    visiting = visiting_at("sign")
    visiting.has_it_signed()
    visiting.leaves()

    link = desk.opens(visiting.order).page.locator("a[href^='/copy/']").get_attribute("href")
    owner = browsers.open(**PHONE)
    owner.goto(f"{link}?lang={words.tag[:2]}")
    owner.get_by_label(words("Not satisfied"), exact=True).check()
    owner.get_by_label(words("In your words")).fill("地上有水")
    browsers.look_at(owner, "copy: satisfied?")
    owner.get_by_role("button", name=words("Send"), exact=True).tap()
    expect(owner.get_by_text(words("The customer centre calls you."))).to_be_visible()

    desk.asks(visiting.order, "阀门又松了", covers="no", satisfied="no")
    expect(desk.page.get_by_text(words("The owner has written that they are not satisfied: call now"))).to_be_visible()
    expect(desk.page.get_by_text("地上有水")).to_have_count(0)
    desk.look_at("call-backs")
    desk.button("Hand in the answers").click()

    expect(desk.page.get_by_text("地上有水")).to_be_visible()
    expect(desk.page.get_by_role("row").filter(has_text=words("Not worn"))).to_contain_text(words("differs"))
    desk.look_at("call-back compared")
    desk.page.get_by_role("link", name=words("Open the order"), exact=True).click()
    expect(desk.page.get_by_text(words("Done again: the owner was not satisfied"))).to_be_visible()
    again = UUID.findall(desk.page.url)[0]

    tablet.takes_in_hand(again)
    followed = words("Rework of %(number)s, %(name)s", number="", name="").split()[0]
    expect(tablet.page.locator(f"#card-{again}")).to_contain_text(re.compile(followed))
    expect(tablet.page.get_by_role("complementary")).to_contain_text("阀门又松了")


def test_answers_that_were_given_are_there_again_after_another_row_was_looked_at(visiting_at, desk, words):
    for _ in range(2):
        visiting = visiting_at("sign")
        visiting.has_it_signed()
        visiting.leaves()
    page = desk.page
    page.goto("/desk/call-backs")
    rows = page.locator("a.side-row")
    here, other = rows.nth(0).get_attribute("href"), rows.nth(1).get_attribute("href")
    page.goto(here)
    page.locator("input[name=covers][value=no]").check(force=True)
    page.locator("textarea[name=remark]").fill("地上有水")
    page.locator(f"a.side-row[href='{other}']").click()
    expect(page).to_have_url(re.compile(re.escape(other)))
    expect(page.locator("input[name=covers]:checked")).to_have_count(0)
    row = page.locator(f"a.side-row[href='{here}']")
    expect(row).not_to_have_attribute("target", "_blank")  # the script is there
    row.click()
    expect(page.locator("input[name=covers][value=no]")).to_be_checked()
    expect(page.locator("textarea[name=remark]")).to_have_value("地上有水")
