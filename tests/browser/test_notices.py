"""A press that does not arrive says so where the eye is, and is forgotten once the next one went well."""

import pytest
from playwright.sync_api import expect

# That all words are translated is what another test is about.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)

PHONE = "**/phone"
ANSWERS = {
    403: "This page is too old. Load it again, then press once more.",
    404: "This is not here any more. Load the page again.",
    413: "That is too large.",
    502: "Something went wrong with us. Load the page again and see whether it was stored.",
}


@pytest.fixture
def looking(office, desk, flat):
    """The desk, about to look at an owner's number."""
    desk.opens(office.has_an_order(flat))
    return desk


def test_no_connection_is_told_and_the_next_success_takes_it_away(looking, words):
    notice = looking.page.locator("#notice")
    looking.page.route(PHONE, lambda route: route.abort("internetdisconnected"))
    looking.button("Show").click()
    expect(notice).to_contain_text(words("No signal: this did not go out. Press again when there is one."))
    looking.browsers.expected("ERR_INTERNET_DISCONNECTED")
    looking.browsers.expected("Failed to fetch")

    looking.page.unroute(PHONE)
    looking.button("Show").click()
    expect(notice).to_be_empty()


@pytest.mark.parametrize("status", ANSWERS)
def test_an_answer_that_is_no_part_of_the_page_is_told_in_words(looking, words, status):
    looking.page.route(PHONE, lambda route: route.fulfill(status=status, body="<h1>no page of ours</h1>"))
    looking.button("Show").click()
    expect(looking.page.locator("#notice")).to_contain_text(words(ANSWERS[status]))
    looking.browsers.expected(str(status))


NO_NUMBER = {
    "ERR_INTERNET_DISCONNECTED": lambda route: route.abort("internetdisconnected"),
    "502": lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"),
}


@pytest.mark.parametrize("trouble", NO_NUMBER)
def test_the_number_of_an_owner_needs_a_signal_and_nothing_else_does(visiting, words, trouble):
    visiting.page.route("**/phone-number", NO_NUMBER[trouble])
    visiting.page.get_by_role("button", name=words("Call the owner"), exact=True).first.tap()
    told = words("No signal: the owner's number cannot be fetched now. Ask the customer centre.")
    expect(visiting.page.locator("#notice")).to_contain_text(told)
    visiting.browsers.expected(trouble)

    visiting.arrives()
    expect(visiting.page.locator("#notice")).to_be_empty()


def test_a_number_that_is_on_its_way_is_asked_for_once_and_the_button_shows_it(visiting, words):
    asked = []
    visiting.page.route("**/phone-number", lambda route: asked.append(route))
    call = visiting.page.get_by_role("button", name=words("Call the owner"), exact=True).first
    call.tap()
    expect(call).to_have_attribute("data-state", "pressed")
    call.tap()
    visiting.page.wait_for_timeout(300)
    assert len(asked) == 1
    asked[0].continue_()
    expect(visiting.page.locator("#notice .notice")).to_be_visible()
    expect(call).not_to_have_attribute("data-state", "pressed")


def test_a_number_that_a_network_swallows_is_given_up(visiting, words):
    visiting.page.evaluate("AbortSignal.timeout = () => AbortSignal.abort()")
    visiting.page.route("**/phone-number", lambda route: None)
    visiting.page.get_by_role("button", name=words("Call the owner"), exact=True).first.tap()
    told = words("No signal: the owner's number cannot be fetched now. Ask the customer centre.")
    expect(visiting.page.locator("#notice")).to_contain_text(told)
