"""A whole visit without a signal, from the page that is on the phone: every press is kept, every view stands there."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Route, expect

from tests.browser import qr
from tests.browser.phone import Phone

# The first test fills every view in both languages; of the others one language is enough.
once = pytest.mark.parametrize("words", ["zh"], indirect=True)

UNDER_WARRANTY = "3-2602"  # handed over in June 2023

UNTIL_IT_IS_KEPT = """async (visit) => {
  const page = document.querySelector('script[src$="outbox/page.js"]').src
  const { of } = await import(page.replace("page.js", "outbox.js"))
  for (let nth = 0; nth < 200; nth++) {
    const [first] = await of(visit)
    if (first) return first.verb
    await new Promise((later) => setTimeout(later, 100))
  }
}"""


@pytest.fixture
def cut_off(visiting: Phone):
    """The phone at the door of a visit, and no signal from here on."""
    expect(visiting.visit).to_have_attribute("data-view", "arrive")
    visiting.page.wait_for_load_state("networkidle")
    visiting.browsers.cut_off = True  # what is sent again by itself goes on saying so until the end
    visiting.page.context.set_offline(True)
    return visiting


def comes_back(phone: Phone) -> None:
    """There is a signal again, and all has gone out."""
    phone.page.context.set_offline(False)
    phone.has_sent()


def picture() -> bytes:
    """A photograph of a blue wall."""
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "#1546c0").save(file, "JPEG")
    return file.getvalue()


def takes_a_photo(phone: Phone, moment: str) -> None:
    """With the owner's consent."""
    consent = phone.page.locator("[name=consent]:visible")
    if consent.count():
        consent.check()
    phone.page.locator(f"[data-moment={moment}] input[type=file]").set_input_files(
        {"name": "wall.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    expect(phone.page.locator(f"[data-moment={moment}] [data-photo][data-state=saved] img")).to_be_visible()


def test_all_of_a_visit_with_lines_photos_and_a_signature(cut_off: Phone, desk, words):
    phone = cut_off
    phone.goes_quietly_as_far_as("look")
    phone.page.get_by_role("button", name=words("One more"), exact=True).tap()
    expect(phone.page.locator(".thumb-bar__sum")).to_contain_text("¥30")
    phone.page.get_by_role("searchbox").press_sequentially("ghptslt", delay=20)
    expect(phone.page.locator("#items").get_by_role("button").first).to_be_visible()
    phone.page.locator("#items").get_by_role("button").first.tap()
    expect(phone.page.locator("input.stepper__number")).to_have_count(2)
    phone.confirms_what_is_to_be_done()
    expect(phone.page.locator(".price-line")).to_have_count(2)
    phone.hears_yes()
    takes_a_photo(phone, "before")
    phone.does_the_work()
    phone.tries_it()
    phone.has_it_signed()
    address = qr.read(phone.page.get_by_role("img", name=words("Code of the owner's copy")))
    phone.press("complete")
    expect(phone.visit).to_have_attribute("data-view", "over")

    comes_back(phone)

    phone.page.reload()
    expect(phone.visit).to_have_attribute("data-view", "over")
    assert phone.page.request.get(address).ok
    desk.has_to_call(phone.order)


@once
@pytest.mark.parametrize("flat", [UNDER_WARRANTY])
def test_a_defect_under_warranty_is_mended_free_of_charge_and_signed(cut_off: Phone, desk, words):
    phone = cut_off
    phone.goes_quietly_as_far_as("look")
    phone.page.get_by_role("searchbox").press_sequentially("ghzlsrg", delay=20)
    phone.page.locator("#items").get_by_role("button").first.tap()
    hose = phone.page.locator("[data-rows=lines] > li").last
    expect(hose).to_contain_text("2028-06-18")
    expect(phone.page.locator(".thumb-bar__sum")).to_contain_text("¥35")
    phone.tap(hose.get_by_role("button", name=words("Under warranty: no charge")))
    expect(phone.page.locator(".thumb-bar__sum")).to_contain_text("¥15")
    phone.page.get_by_text(words("Under warranty, not ours to mend")).tap()
    expect(phone.page.locator("#component")).to_have_value("waterproofing")
    expect(phone.page.locator("#defect")).to_have_value("更换自来水软管")
    phone.look_at("visit: under warranty")
    phone.confirms_what_is_to_be_done()
    expect(phone.page.locator(".price-line").last).to_contain_text(words("Under warranty, free of charge"))
    phone.hears_yes()
    phone.does_the_work()
    phone.tries_it()
    expect(phone.page.locator(".frozen")).to_contain_text("更换自来水软管")
    phone.has_it_signed()
    phone.press("complete")

    comes_back(phone)
    desk.opens(phone.order)
    expect(desk.page.locator(".sums").first).to_contain_text(words("under warranty"))
    expect(desk.page.locator(".sums__total").first).to_contain_text("¥15")


@once
def test_nobody_is_there(cut_off: Phone, desk, words):
    phone = cut_off
    phone.goes_quietly_as_far_as("ringing")
    phone.rings_again()
    phone.tap(phone.nobody_answers)
    phone.press("no_answer")
    expect(phone.visit).to_have_attribute("data-view", "over")
    end = phone.page.locator("[data-slot=over]")
    expect(end).to_have_text(
        words("The front desk will know as soon as there is a signal, and agrees another time with the owner.")
    )

    comes_back(phone)
    expect(end).to_have_text(words("The front desk knows and agrees another time with the owner."))
    expect(desk.opens(phone.order)).to_contain_text(words("To be rearranged"))


@once
def test_a_reload_and_the_way_back_show_what_stood_there(cut_off: Phone, words):
    phone = cut_off
    phone.goes_quietly_as_far_as("greet")
    phone.page.get_by_role("link", name=words("Show the owner who I am")).tap()
    expect(phone.visit).to_have_attribute("data-view", "enter:again")
    phone.page.go_back()
    expect(phone.visit).to_have_attribute("data-view", "greet")

    comes_back(phone)
    phone.page.reload()
    expect(phone.visit).to_have_attribute("data-view", "greet")


@once
def test_what_the_phone_knows_to_be_refused_is_said_at_once(cut_off: Phone, words):
    phone = cut_off
    phone.arrives()
    phone.page.get_by_role("button", name=words("Skip"), exact=True).tap()
    phone.page.locator("#skip [data-verb=step]").tap()
    said = words("Say why: the reason belongs into the order.")
    expect(phone.page.locator("#notice")).to_contain_text(said)
    expect(phone.visit).to_have_attribute("data-view", "covers")


@once
def test_a_press_is_kept_while_the_next_view_is_still_on_its_way(office, phone: Phone, flat):
    phone.page.route("**/ahead", lambda route: None)  # no answer comes
    office.has_an_order(flat)
    phone.opens(flat)
    visit = phone.visit.get_attribute("data-visit")
    phone.press("arrive")
    assert phone.page.evaluate(UNTIL_IT_IS_KEPT, visit) == "arrive"


@once
def test_a_phone_without_room_notes_nothing_and_says_so(cut_off: Phone, words):
    phone = cut_off
    phone.page.evaluate("""() => {
      IDBObjectStore.prototype.add = () => { throw new DOMException("full", "QuotaExceededError") }
    }""")
    phone.press("arrive")
    said = words("This phone has no room left: nothing was noted. Make room, then press once more.")
    expect(phone.page.locator("#notice")).to_contain_text(said)
    expect(phone.visit).to_have_attribute("data-view", "arrive")
    expect(phone.control("arrive")).not_to_have_attribute("data-state", "pressed")


@once
@pytest.mark.parametrize("trouble", ["no answer", "somebody else's page"])
def test_views_that_did_not_come_are_asked_for_again_as_soon_as_the_server_is_heard(visiting, browsers, trouble):
    asked: list[Route] = []

    def in_trouble(route: Route) -> None:
        asked.append(route)
        if len(asked) > 1:
            route.continue_()
        elif trouble == "no answer":
            route.abort()
        else:
            route.fulfill(status=200, content_type="text/html", body="<h1>Free WLAN</h1>")

    visiting.page.route("**/ahead*", in_trouble)
    visiting.page.reload()
    visiting.press("arrive")  # no "online" follows: the phone never noticed
    expect(visiting.control("step", "covers")).to_be_visible()
    expect(visiting.page.locator("#notice")).to_be_empty()
    if trouble == "no answer":
        browsers.expected("ERR_FAILED")


@once
def test_a_catalogue_that_did_not_come_is_asked_for_again_when_somebody_looks_in_it(office, phone, flat):
    asked: list[Route] = []

    def in_trouble(route: Route) -> None:
        asked.append(route)
        if len(asked) > 1:
            route.continue_()
        else:
            route.fulfill(status=200, content_type="text/html", body="<h1>Free WLAN</h1>")

    phone.page.route("**/my/catalogue/**", in_trouble)
    office.has_an_order(flat)
    office.has_come_to("look", office.visit_at(flat, "tech2"), "tech2")
    phone.opens(flat)
    phone.page.get_by_role("searchbox").press_sequentially("ghptslt", delay=20)
    expect(phone.page.locator("#items").get_by_role("button").first).to_be_visible()


@once
def test_a_catalogue_that_did_not_come_draws_the_added_line_once_the_server_is_heard(visiting_at):
    phone = visiting_at("look")
    phone.page.get_by_role("searchbox").press_sequentially("ghptslt", delay=20)
    phone.page.route("**/my/sync", lambda route: route.abort())
    phone.page.locator("#items").get_by_role("button").first.tap()
    expect(phone.page.locator("input.stepper__number")).to_have_count(2)

    phone.page.route("**/my/catalogue/**", lambda route: route.abort())
    with phone.page.expect_event("requestfailed", lambda asked: "/my/catalogue/" in asked.url):
        phone.page.reload()
    expect(phone.page.locator("input.stepper__number")).to_have_count(1)
    phone.page.unroute("**/my/catalogue/**")
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    expect(phone.page.locator("input.stepper__number")).to_have_count(2)
    phone.page.goto("about:blank")  # it would go on trying, and the console would go on telling
    phone.browsers.complaints.clear()
