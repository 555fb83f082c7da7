"""Lines under a thumb: the number follows the finger, goes out once it rests, and the page stays where it is."""

import pytest
from playwright.sync_api import expect

# Numbers and fingers have no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)


@pytest.fixture
def looking(visiting_at):
    """Inside, in front of the defect."""
    return visiting_at("look")


def number(phone):
    return phone.page.locator("input.stepper__number").first


COUNT = """() => {
  window.kept = 0
  document.addEventListener("outbox:saved", ({ detail }) => { window.kept += detail.ids.length })
}"""


# Both within the milliseconds for which the stepper waits.
THREE_TAPS = "(more) => { for (let nth = 0; nth < 3; nth++) more.click() }"  # before the finger has rested
TAP_AND_LEAVE = """() => {
  document.querySelector("quantity-stepper [data-by='1']").click()
  window.dispatchEvent(new PageTransitionEvent("pagehide"))
}"""
UNTIL_KEPT = """async () => {
  for (let nth = 0; nth < 3000 && !window.kept; nth++) await new Promise((over) => setTimeout(over, 20))
}"""


# Another tab keeps what makes the view look different while the finger still rests on the number.
TAP_WHILE_SOMETHING_ELSE_IS_KEPT = """async (visit) => {
  const page = document.querySelector('script[src$="outbox/page.js"]').src
  const outbox = await import(page.replace("page.js", "outbox.js"))
  document.querySelector("quantity-stepper [data-by='1']").click()
  await outbox.keep([{ visit, verb: "step", base: 1, data: { key: "ask", result: "done" } }])
}"""


def presses(phone):
    """How many commands are kept from here on."""
    phone.page.evaluate(COUNT)
    return lambda: phone.page.evaluate("window.kept")


def test_three_quick_taps_are_one_press(looking):
    kept, more = presses(looking), looking.page.get_by_role("button", name=looking.words("One more"))
    more.evaluate(THREE_TAPS)
    expect(number(looking)).to_have_value("4")

    expect(looking.page.locator(".thumb-bar__sum")).to_contain_text("¥60")
    assert kept() == 1


def test_taps_are_kept_when_the_app_is_left_before_the_finger_has_rested(looking):
    kept = presses(looking)
    looking.page.evaluate(TAP_AND_LEAVE)
    looking.page.evaluate(UNTIL_KEPT)
    assert kept() == 1


def test_taps_are_not_forgotten_when_the_page_is_drawn_anew_meanwhile(looking):
    looking.page.evaluate(TAP_WHILE_SOMETHING_ELSE_IS_KEPT, looking.visit.get_attribute("data-visit"))
    expect(looking.page.locator(".thumb-bar__sum")).to_contain_text("¥30")
    expect(number(looking)).to_have_value("2")


def test_a_typed_number_goes_out_when_it_is_left(looking):
    number(looking).fill("2.5")
    number(looking).blur()
    expect(looking.page.locator(".thumb-bar__sum")).to_contain_text("¥37.50")


def test_a_word_where_a_number_belongs_is_told_at_once_and_stays(looking):
    kept = presses(looking)
    number(looking).fill("二")
    number(looking).blur()
    expect(looking.page.locator("#notice")).to_contain_text("9999")
    expect(number(looking)).to_have_value("二")
    assert kept() == 0


def test_an_item_is_found_while_typing_and_added_by_one_tap(looking):
    search = looking.page.get_by_role("searchbox")
    search.press_sequentially("ghjf", delay=30)
    found = looking.page.locator("#items").get_by_role("button")
    expect(found.first).to_contain_text("WTR-008")

    found.first.tap()

    expect(number(looking)).to_have_value("2")
    expect(search).to_have_value("")


def test_a_tap_is_one_more_also_where_other_lines_have_come(looking):
    search, more = (
        looking.page.get_by_role("searchbox"),
        looking.page.get_by_role("button", name=looking.words("One more")),
    )
    for lines, letters in enumerate(["dg", "ct"], start=2):
        search.press_sequentially(letters)
        looking.page.locator("#items").get_by_role("button").first.tap()
        expect(more).to_have_count(lines)

    more.first.tap()
    expect(number(looking)).to_have_value("2")


def test_how_long_ago_is_a_few_taps(looking):
    looking.page.get_by_role("button", name=looking.words("Earlier")).tap()
    for _ in range(3):
        looking.page.get_by_role("button", name=looking.words("Five minutes more")).tap()
    expect(looking.page.locator(".earlier__number")).to_have_value("20")


def test_a_line_goes_only_by_a_second_tap_and_with_none_left_no_work_begins(looking):
    kept, off = presses(looking), looking.page.get_by_role("button", name=looking.words("Take it off"))
    asks = looking.page.get_by_text(looking.words("Tap once more to take it off"))
    off.tap()
    expect(asks).to_be_visible()
    assert kept() == 0

    off.tap()

    expect(looking.page.get_by_text(looking.words("Nothing is left to do"))).to_be_visible()
    expect(looking.page.locator("#verb")).to_have_count(0)
    expect(looking.control("stop")).to_be_visible()
