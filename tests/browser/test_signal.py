"""Whether there is a signal is told as it is, also where nothing waits to be sent."""

import pytest
from playwright.sync_api import expect

# A signal has no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)


@pytest.mark.parametrize(
    "presses", [0, 1], ids=["a phone on which nothing was pressed yet", "a phone that has sent all"]
)
def test_the_pill_goes_when_the_signal_is_back(visiting, browsers, presses):
    browsers.cut_off = True  # whatever asks meanwhile may tell the console
    if presses:
        visiting.press("arrive")
        visiting.has_sent()
    pill = visiting.page.locator("waiting-pill")
    visiting.page.context.set_offline(True)
    expect(pill).to_contain_text(visiting.words("No signal, carry on"))

    visiting.page.context.set_offline(False)
    expect(pill).to_be_hidden()


def test_a_browser_of_some_years_ago_sends_all_the_same(visiting):
    visiting.page.add_init_script("delete AbortSignal.timeout; delete globalThis.BroadcastChannel")
    visiting.page.reload()
    visiting.press("arrive")
    expect(visiting.control("step", "covers")).to_be_visible()
    visiting.has_sent()
    expect(visiting.page.locator("waiting-pill")).to_be_hidden()
