"""The phone's page: what waits is told press by press, discarded with a reason, saved as a file, never left behind."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.outbox import LOAD, Outbox
from tests.browser.server import PASSWORD

# A file has no language.
once = pytest.mark.parametrize("words", ["zh"], indirect=True)

NEW = """async visit => {
  await outbox.keep([{ visit, verb: "arrive" }, { visit, verb: "step", data: { key: "covers", result: "done" } }])
}"""
NOT_TAKEN = "Our server did not take this picture. Save it as a file or take it again, then it is dealt with."
PICTURE = """async visit => {
  const [bytes, sha256] = [new Uint8Array([1, 2, 3]).buffer, "a".repeat(64)]
  const data = { photo: outbox.newId(), sha256, moment: "before", consent: true }
  await outbox.keep([{ visit, verb: "photo", data }], [{ sha256, bytes, type: "image/jpeg" }])
}"""


@pytest.fixture
def outbox(phone, browsers) -> Outbox:
    """tech2's phone without a signal, with two presses on it."""
    outbox = Outbox(phone.page)
    browsers.cut_off = True  # what is sent again by itself goes on saying so until the end
    outbox.stub.answer = lambda route, said: route.abort("internetdisconnected")
    outbox.opens()
    outbox.page.evaluate(NEW, outbox.visit)
    outbox.page.goto("/my/phone")
    return outbox


def test_what_waits_is_told_and_goes_out_by_the_button(outbox, phone, words):
    rows = outbox.page.locator("[data-list=waiting] > li")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text(words("At the door"))
    expect(rows.last).to_contain_text(words("Shoe covers on"))
    expect(outbox.page.locator("[data-waiting]")).to_have_attribute("data-waiting", "2")
    expect(outbox.page.locator("waiting-pill")).to_contain_text(words("No signal, carry on"))
    phone.look_at("phone page, waiting")

    outbox.stub.answer = outbox.stub.applied
    phone.button("Send now").tap()
    expect(rows).to_have_count(0)
    expect(outbox.page.locator("#toast")).to_contain_text(words("Everything has gone out"))
    expect(outbox.page.locator("[data-waiting]")).to_have_attribute("data-waiting", "0")
    expect(outbox.page.locator("waiting-pill")).to_be_hidden()


@once
def test_a_page_that_has_just_come_from_the_server_is_a_contact_and_room_is_told_in_gigabytes(phone, words):
    phone.page.goto("/my/phone")
    contact, space = (phone.page.locator(f"[data-check={name}]") for name in ("contact", "space"))
    expect(contact).to_have_attribute("data-state", "fine")
    expect(contact.locator("[data-figure]")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    expect(space).to_have_text(
        re.compile(re.escape(words("%(num)s GB free")).replace(re.escape("%(num)s"), r"\d+\.\d"))
    )


def test_a_press_is_discarded_with_a_reason_that_the_office_is_told(outbox, phone, words):
    outbox.page.locator("[data-list=waiting] > li").last.get_by_role("button").tap()
    phone.look_at("phone page, discarding")
    outbox.page.locator("#discard .choice").filter(has_text=words("Wrong visit")).tap()
    outbox.page.locator("#discard button[value=discard]").tap()
    expect(outbox.page.locator("[data-list=waiting] > li")).to_have_count(1)
    outbox.stub.answer = outbox.stub.applied
    phone.button("Send now").tap()
    expect(outbox.page.locator("[data-list=waiting] > li")).to_have_count(0)
    told = [each for call in outbox.stub.calls for each in call["discarded"]]
    assert {(each["seq"], each["reason"]) for each in told} == {(2, words("Wrong visit"))}
    assert [each["seq"] for each in outbox.stub.arrived] == [1]


def test_what_was_refused_stays_in_the_tray_until_it_is_dealt_with(outbox, phone, words):
    outbox.stub.answer = lambda route, said: outbox.stub.applied(route, said, "rejected")
    phone.button("Send now").tap()
    tray = outbox.page.locator("[data-list=tray] > li")
    expect(tray).to_have_count(2)
    phone.look_at("phone page, tray")
    outbox.page.reload()
    tray.first.get_by_role("button", name=words("Dealt with")).tap()
    expect(tray).to_have_count(1)


def test_a_picture_that_the_server_does_not_take_is_tried_again_or_discarded(outbox, phone, words, browsers):
    outbox.stub.answer, outbox.stub.takes_pictures = outbox.stub.applied, False
    outbox.page.evaluate(LOAD)
    outbox.page.evaluate(PICTURE, outbox.visit)
    row = outbox.page.locator("[data-list=tray] > li")
    expect(row).to_contain_text(words(NOT_TAKEN))
    phone.look_at("phone page, picture not taken")

    row.get_by_role("button", name=words("Try again")).tap()
    outbox.until(lambda: len(outbox.stub.pictures) == 2)
    row.get_by_role("button", name=words("Dealt with")).tap()
    outbox.page.locator("#discard button[value=discard]").tap()
    expect(row).to_have_count(0)
    outbox.until(lambda: outbox.stub.arrived[-1]["verb"] == "note")
    assert words("Pressed by mistake") in outbox.stub.arrived[-1]["data"]["words"]
    assert outbox.waiting()["tray"] == 0
    browsers.expected("422")


@once
def test_what_waits_is_saved_as_a_file(outbox, phone):
    with outbox.page.expect_download() as download:
        phone.button("Save as file").tap()
    saved = json.loads(download.value.path().read_text("utf-8"))
    assert [each["verb"] for each in saved["commands"]] == ["arrive", "step"] and saved["photos"] == []


def test_signing_out_asks_while_something_waits_and_keeps_it_sealed(outbox, office, phone, words):
    phone.button("Sign out").tap()
    phone.look_at("phone page, leaving")
    phone.button("Stay signed in").tap()
    expect(outbox.page.locator("#leaving")).to_be_hidden()
    phone.button("Sign out").tap()
    phone.button("Sign out and keep it sealed here").tap()
    expect(outbox.page).to_have_url(re.compile("/sign-in$"))
    office.forgets("tech2")

    sign_in(outbox, "tech5")
    outbox.page.goto("/my/phone")
    expect(outbox.page.locator("[data-list=waiting] > li")).to_have_count(0)
    expect(outbox.page.locator("[data-sealed]")).to_contain_text("2")
    assert not outbox.stub.arrived


@once
def test_a_row_stays_under_the_finger_while_it_is_tried_to_send(outbox):
    button = outbox.page.locator("[data-list=waiting] > li").last.get_by_role("button")
    button.focus()
    calls = len(outbox.stub.calls)
    outbox.until(lambda: len(outbox.stub.calls) > calls + 1)
    expect(button).to_be_focused()


def sign_in(outbox: Outbox, login: str) -> None:
    outbox.page.locator("[name=login]").fill(login)
    outbox.page.locator("[name=password]").fill(PASSWORD)
    outbox.page.locator("main form button").first.click()
    expect(outbox.page).to_have_url(re.compile("/my$"))
