"""A phone whose browser does not open its store: no tap is lost without a word."""

import pytest
from playwright.sync_api import expect

from tests.browser.outbox import Outbox

# The store has no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)

# As Chromium says it when the files of its store are damaged or in use.
BROKEN = """{
  const open = indexedDB.open
  window.broken = true
  indexedDB.open = (...more) => {
    if (!broken) return open.apply(indexedDB, more)
    const asked = new EventTarget()
    asked.error = new DOMException("Internal error opening backing store", "UnknownError")
    setTimeout(() => asked.onerror?.(new Event("error")))
    return asked
  }
}"""


def test_a_press_is_told_not_to_be_kept_and_is_kept_the_next_time(visiting, browsers):
    visiting.page.add_init_script(BROKEN)
    visiting.page.reload()
    visiting.press("arrive")
    notice = visiting.page.locator("#notice")
    expect(notice).to_contain_text(
        visiting.words("This could not be kept on the phone: nothing was noted. Press once more.")
    )
    assert visiting.control("arrive").get_attribute("data-state") != "pressed"

    visiting.page.evaluate("window.broken = false")
    visiting.press("arrive")
    expect(visiting.control("step", "covers")).to_be_visible()
    expect(notice).to_be_empty()
    browsers.expected("Internal error opening backing store")


# As WebKit has done it: the process with the store is there and says nothing.
SILENT = """{
  const { open } = indexedDB
  window.silent = true
  indexedDB.open = (...more) => (silent ? new EventTarget() : open.apply(indexedDB, more))
}"""


def test_a_press_is_told_not_to_be_kept_when_the_store_never_answers(visiting, browsers):
    visiting.page.add_init_script(SILENT)
    visiting.page.reload()
    visiting.press("arrive")
    expect(visiting.page.locator("#notice")).to_contain_text(
        visiting.words("This could not be kept on the phone: nothing was noted. Press once more.")
    )
    assert visiting.control("arrive").get_attribute("data-state") != "pressed"
    browsers.expected("The store does not open")


# As WebKit ends what is under way, when the process that has the store went while the app lay in a pocket.
LOST = """() => {
  const { transaction } = IDBDatabase.prototype
  IDBDatabase.prototype.transaction = function (...more) {
    IDBDatabase.prototype.transaction = transaction
    const lost = transaction.apply(this, more)
    const error = new DOMException("Connection to Indexed Database server lost", "UnknownError")
    Object.defineProperty(lost, "error", { value: error })
    queueMicrotask(() => lost.abort())
    return lost
  }
}"""


def test_a_press_is_kept_when_the_process_with_the_store_had_gone(phone):
    outbox = Outbox(phone.page)
    outbox.opens()
    outbox.page.evaluate(LOST)
    outbox.keeps("arrive")
    assert [each["seq"] for each in outbox.kept()] == [1]


# The same, when all was written already: only the word of it did not come.
LOST_AFTERWARDS = """() => {
  const { transaction } = IDBDatabase.prototype
  IDBDatabase.prototype.transaction = function (names, mode, ...more) {
    const lost = transaction.call(this, names, mode, ...more)
    if (mode !== "readwrite") return lost
    IDBDatabase.prototype.transaction = transaction
    const error = new DOMException("Connection to Indexed Database server lost", "UnknownError")
    Object.defineProperty(lost, "error", { value: error })
    Object.defineProperty(lost, "oncomplete", { set() {} })
    lost.addEventListener("complete", () => lost.onabort())
    return lost
  }
}"""


def test_a_press_that_was_kept_when_the_store_went_is_told_to_be_kept_and_is_there_once(phone):
    outbox = Outbox(phone.page)
    outbox.opens()
    outbox.page.evaluate(LOST_AFTERWARDS)
    assert [each["seq"] for each in outbox.keeps("arrive", "ring")] == [1, 2]
    assert [each["seq"] for each in outbox.kept()] == [1, 2]
