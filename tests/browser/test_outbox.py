"""The phone's outbox: kept before it is sent, sent in order, and let go of only on the word of our own server."""

import json
from typing import Any

import pytest
from playwright.sync_api import Error, Route

from tests.browser.outbox import OURS, Outbox

# The store has no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)


@pytest.fixture
def outbox(phone) -> Outbox:
    """tech2's, with nothing in it."""
    outbox = Outbox(phone.page)
    outbox.opens()
    return outbox


def no_network(route: Route, said: dict[str, Any]) -> None:
    route.abort("internetdisconnected")


def test_a_press_is_kept_before_it_is_sent_and_survives_a_reload(outbox, browsers):
    outbox.stub.answer = no_network
    outbox.keeps("accept")
    outbox.keeps("set_out", "arrive")
    outbox.opens()
    assert [(each["verb"], each["seq"], each["state"]) for each in outbox.kept()] == [
        ("accept", 1, "waiting"),
        ("set_out", 2, "waiting"),
        ("arrive", 3, "waiting"),
    ]
    assert outbox.waiting()["count"] == 3 and outbox.waiting()["visits"] == 1

    outbox.stub.answer = outbox.stub.applied
    outbox.flushes()
    outbox.comes_to("acknowledged", "acknowledged", "acknowledged")
    assert [each["seq"] for each in outbox.stub.arrived] == [1, 2, 3]
    assert outbox.waiting()["count"] == 0
    browsers.expected("ERR_INTERNET_DISCONNECTED")


def test_ten_presses_in_a_burst_are_ten_commands_in_their_order(outbox):
    outbox.page.evaluate(
        """visit => Promise.all(Array.from({ length: 10 }, (_, nth) =>
             outbox.keep([{ visit, verb: "note", data: { words: String(nth) } }])))""",
        outbox.visit,
    )
    outbox.comes_to(*["acknowledged"] * 10)
    assert [each["data"]["words"] for each in outbox.stub.arrived] == list("0123456789")
    assert [each["seq"] for each in outbox.stub.arrived] == list(range(1, 11))


def test_a_full_phone_says_so_and_nothing_is_half_kept(outbox):
    outbox.page.evaluate("""() => {
      const add = IDBObjectStore.prototype.add
      IDBObjectStore.prototype.add = function (what) {
        if (what.verb === "arrive") throw new DOMException("The phone is full", "QuotaExceededError")
        return add.call(this, what)
      }
    }""")
    with pytest.raises(Error, match="QuotaExceededError"):
        outbox.keeps("set_out", "arrive")
    assert outbox.kept() == []
    outbox.keeps("set_out")
    assert [each["seq"] for each in outbox.kept()] == [1], "No number is missing"


def test_a_store_that_the_browser_closed_is_opened_again(outbox):
    outbox.page.evaluate("""() => {
      const transaction = IDBDatabase.prototype.transaction
      IDBDatabase.prototype.transaction = function (...more) {
        IDBDatabase.prototype.transaction = transaction
        this.close()
        return transaction.apply(this, more)
      }
    }""")
    outbox.keeps("arrive")
    outbox.comes_to("acknowledged")


NEVER = {"fails": "Promise.reject(new DOMException('', 'UnknownError'))", "never answers": "new Promise(() => {})"}


@pytest.mark.parametrize("answer", NEVER.values(), ids=list(NEVER))
def test_a_browser_that_cannot_count_its_room_sends_all_the_same(outbox, answer):
    outbox.page.evaluate(
        f"() => {{ for (const each of ['estimate', 'persisted']) StorageManager.prototype[each] = () => {answer} }}"
    )
    outbox.keeps("arrive")
    outbox.comes_to("acknowledged")
    assert outbox.stub.calls[-1]["storage"] == {"usage": 0, "quota": 0, "persisted": False}


def test_a_clock_that_was_put_back_does_not_keep_a_phone_from_asking_what_is_new(outbox):
    outbox.keeps("arrive")
    outbox.comes_to("acknowledged")
    said = len(outbox.stub.calls)
    outbox.page.evaluate("() => { const { now } = Date; Date.now = () => now() - 3_600_000 }")
    outbox.flushes()
    assert len(outbox.stub.calls) == said + 1


STRANGERS = {
    "a captive portal": {"status": 200, "content_type": "text/html", "body": "<h1>Free WLAN</h1>"},
    "200 of nobody": {"status": 200, "content_type": "application/json", "body": '{"receipts": []}'},
    "200 that was cut off": {"status": 200, "headers": OURS, "body": '{"receipts": [{"id"'},
    "200 about other commands": {
        "status": 200,
        "headers": OURS,
        "body": '{"receipts": [{"id": "x", "verdict": "noop"}]}',
    },
    "a server in trouble": {"status": 500, "headers": OURS, "body": "{}"},
    "a sign-in that expired": {"status": 401, "headers": OURS, "body": "{}"},
    "an app that is too old": {"status": 426, "headers": OURS, "body": "{}"},
    "422 of nobody": {"status": 422, "content_type": "application/json", "body": '{"index": 0, "error": "no"}'},
    "a way to the sign-in page": {"status": 302, "headers": {"Location": "/sign-in"}},
}


@pytest.mark.parametrize("stranger", STRANGERS)
def test_no_word_of_anybody_else_changes_the_queue(outbox, browsers, stranger):
    answer = STRANGERS[stranger]
    outbox.stub.answer = lambda route, said: route.fulfill(**answer)
    outbox.keeps("arrive")
    outbox.flushes()
    assert outbox.states() == ["waiting"]
    if answer["status"] != 200:
        outbox.page.goto("about:blank")  # it would go on trying, and the console would go on telling
        browsers.expected("Failed to load resource")


def test_what_is_too_large_is_sent_in_halves_and_what_is_too_large_alone_goes_to_the_tray(outbox, browsers):
    def narrow(route: Route, said: dict[str, Any]) -> None:
        large = len(said["commands"]) > 2 or "large" in json.dumps(said["commands"])
        route.fulfill(status=413, body="too large") if large else outbox.stub.applied(route, said)

    outbox.stub.answer = no_network
    outbox.keeps("accept", "set_out", "arrive", "large", "ring")
    outbox.until(lambda: outbox.stub.calls != [])
    outbox.stub.answer = narrow
    outbox.flushes()
    outbox.comes_to("acknowledged", "acknowledged", "acknowledged", "refused", "acknowledged")
    assert [each["verb"] for each in outbox.stub.arrived] == ["accept", "set_out", "arrive", "ring"]
    assert [each["seq"] for each in outbox.stub.calls[-1]["discarded"]] == [4], "The office knows why 4 is missing"
    browsers.expected("ERR_INTERNET_DISCONNECTED")
    browsers.expected("413")


def test_what_our_server_cannot_read_goes_to_the_tray_and_stops_nothing(outbox, browsers):
    def picky(route: Route, said: dict[str, Any]) -> None:
        verbs = [each["verb"] for each in said["commands"]]
        if "nonsense" not in verbs:
            return outbox.stub.applied(route, said)
        return route.fulfill(
            status=422, headers=OURS, body=json.dumps({"index": verbs.index("nonsense"), "error": "?"})
        )

    outbox.stub.answer = picky
    outbox.keeps("accept", "nonsense", "arrive")
    outbox.comes_to("acknowledged", "refused", "acknowledged")
    browsers.expected("422")


def test_what_comes_too_early_holds_up_its_own_visit_alone(outbox):
    other = "0197c3a0-0000-7000-8000-000000000001"

    def early(route: Route, said: dict[str, Any]) -> None:
        outbox.stub.applied(route, said, later=outbox.visit)

    outbox.stub.answer = early
    outbox.keeps("arrive")
    outbox.page.evaluate("visit => outbox.keep([{ visit, verb: 'arrive' }])", other)
    outbox.until(lambda: outbox.page.evaluate("async of => (await outbox.of(of))[0].state", other) == "acknowledged")
    assert outbox.states() == ["waiting"]


def test_two_tabs_send_each_press_once(outbox):
    def slow(route: Route, said: dict[str, Any]) -> None:
        outbox.page.wait_for_timeout(300)
        outbox.stub.applied(route, said)

    outbox.stub.answer = slow
    tab = Outbox(outbox.page.context.new_page())
    tab.page.context.unroute_all()
    outbox.page.context.route("**/my/sync", outbox.stub._sync)
    tab.opens()
    tab.visit = outbox.visit
    outbox.page.evaluate("visit => { outbox.keep([{ visit, verb: 'arrive' }]) }", outbox.visit)
    tab.page.evaluate("visit => { outbox.keep([{ visit, verb: 'note' }]) }", outbox.visit)
    outbox.comes_to("acknowledged", "acknowledged")
    assert tab.states() == ["acknowledged", "acknowledged"]
    assert sorted(each["seq"] for each in outbox.stub.arrived) == [1, 2]


def test_another_persons_presses_are_sealed(outbox, browsers):
    outbox.stub.answer = no_network
    outbox.keeps("arrive")
    outbox.until(lambda: outbox.stub.calls != [])
    outbox.page.evaluate("document.body.dataset.by = '0197c3a0-0000-7000-8000-000000000002'")
    outbox.stub.answer = outbox.stub.applied
    outbox.flushes()
    assert outbox.kept() == [] and outbox.waiting()["count"] == 0
    assert not outbox.stub.arrived
    browsers.expected("ERR_INTERNET_DISCONNECTED")


def test_a_picture_follows_its_command_and_is_let_go_of_when_the_server_has_it(outbox, browsers):
    outbox.stub.answer = no_network
    sha256 = outbox.page.evaluate(
        """async visit => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 3200, height: 1200 })
      canvas.getContext("2d").fillRect(0, 0, 3200, 600)
      const blob = await new Promise((done) => canvas.toBlob(done, "image/png"))
      const ready = await pictures.prepare(new File([blob], "a.png", { type: "image/png" }))
      const { sha256 } = ready
      const data = { photo: outbox.newId(), sha256, moment: "before", consent: true }
      await outbox.keep([{ visit, verb: "photo", data }], [ready])
      return sha256
    }""",
        outbox.visit,
    )
    size = outbox.page.evaluate(
        """async sha256 => {
      const image = await createImageBitmap(await outbox.picture(sha256))
      return [image.width, image.height]
    }""",
        sha256,
    )
    assert size == [1600, 600]
    assert outbox.waiting() | {"oldest": None} == {
        "visits": 1,
        "commands": 1,
        "photos": 1,
        "signatures": 0,
        "tray": 0,
        "oldest": None,
        "count": 1,
        "at": {outbox.visit: 1},
    }
    outbox.until(lambda: bool(outbox.stub.calls))  # tried once, without a signal
    assert not outbox.stub.pictures, "No bytes before their command"

    outbox.stub.answer = outbox.stub.applied
    outbox.flushes()
    outbox.until(lambda: outbox.waiting()["count"] == 0)
    assert outbox.stub.pictures == [sha256]
    assert outbox.page.evaluate("sha256 => outbox.picture(sha256)", sha256) is None
    browsers.expected("ERR_INTERNET_DISCONNECTED")


def test_what_is_no_picture_is_refused_by_name(outbox):
    for name, make in {
        "no_picture": "new File(['no picture'], 'a.jpg', { type: 'image/jpeg' })",
        "too_large": "new File([new Uint8Array(16 * 1024 * 1024)], 'a.jpg')",
    }.items():
        assert outbox.page.evaluate(f"pictures.prepare({make}).catch((error) => error.name)") == name


LATER = "new Promise((done) => setTimeout(done, 6000, 'late'))"


def test_a_worker_that_says_nothing_is_waited_for_three_seconds(outbox):
    outbox.page.evaluate("navigator.serviceWorker.getRegistration = async () => ({ active: { postMessage() {} } })")
    script = "document.querySelector('script[src*=\"/js/\"]').src.replace(/\\/js\\/.*/, '/js/outbox/day.js')"
    assert outbox.page.evaluate(f"Promise.race([import({script}).then((day) => day.ready()), {LATER}])") is None
