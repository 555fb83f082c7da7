"""A press that does not arrive says so where the eye is, and is forgotten once the next one went well."""

import pytest
from playwright.sync_api import expect

COMMANDS = "**/commands"
ANSWERS = {
    403: "This page is too old. Load it again, then press once more.",
    404: "This is not here any more. Load the page again.",
    413: "That is too large.",
    502: "Something went wrong with us. Load the page again and see whether it was stored.",
}


def test_no_connection_is_told_and_the_next_success_takes_it_away(visiting, words):
    notice = visiting.page.locator("#notice")
    visiting.page.route(COMMANDS, lambda route: route.abort("internetdisconnected"))
    visiting.press("arrive")
    expect(notice).to_contain_text(words("No signal: this did not go out. Press again when there is one."))
    expect(visiting.control("arrive")).not_to_have_attribute("data-state", "pressed")
    visiting.browsers.expected("ERR_INTERNET_DISCONNECTED")
    visiting.browsers.expected("Failed to fetch")

    visiting.page.unroute(COMMANDS)
    visiting.arrives()
    expect(notice).to_be_empty()


@pytest.mark.parametrize("status", ANSWERS)
def test_an_answer_that_is_no_part_of_the_page_is_told_in_words(visiting, words, status):
    visiting.page.route(COMMANDS, lambda route: route.fulfill(status=status, body="<h1>no page of ours</h1>"))
    visiting.press("arrive")
    expect(visiting.page.locator("#notice")).to_contain_text(words(ANSWERS[status]))
    visiting.browsers.expected(str(status))
