"""The signature pad in a real browser: what was drawn survives a reload and a turned phone, and may be taken back."""

import json
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

# Strokes have no language: once is enough.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)

LEFT = """() => {
  Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true })
  document.dispatchEvent(new Event("visibilitychange"))
}"""

UPRIGHT, ON_ITS_SIDE = {"width": 390, "height": 844}, {"width": 844, "height": 390}


@pytest.fixture
def signing(visiting_at):
    """The phone, held out to the owner for the signature."""
    return visiting_at("sign")


def test_what_was_drawn_survives_a_reload_with_its_times(signing):
    signing.draws()
    drawn = strokes(signing)
    moments = [moment for stroke in drawn for _x, _y, moment in stroke]
    assert moments[0] == 0 and moments == sorted(moments)

    signing.page.reload()

    expect(signing.control("sign")).to_have_attribute("aria-disabled", "false")
    assert strokes(signing) == drawn and len(drawn) == 2


def test_turning_the_phone_leaves_every_point_as_it_was_drawn(signing):
    signing.draws()
    drawn = strokes(signing)

    for size in (ON_ITS_SIDE, UPRIGHT, ON_ITS_SIDE):
        signing.page.set_viewport_size(size)

    assert strokes(signing) == drawn


def test_a_signature_can_be_taken_back_for_three_seconds(signing):
    signing.draws()
    time = signing.page.clock  # a slow machine may take three seconds from one tap to the next
    time.install()
    time.pause_at(datetime.now() + timedelta(seconds=10))
    signing.control("sign").click()  # see Phone.has_it_signed
    time.run_for(2900)

    signing.page.get_by_role("button", name=signing.words("Undo")).click()
    time.run_for(3500)
    time.resume()

    expect(signing.control("sign")).to_be_visible()
    assert len(strokes(signing)) == 2


@pytest.mark.parametrize("undone", [False, True], ids=["signed", "taken back"])
def test_a_signature_is_kept_at_once_when_the_app_is_left(signing, undone):
    signing.draws()
    time = signing.page.clock
    time.install()
    time.pause_at(datetime.now() + timedelta(seconds=10))
    signing.control("sign").click()
    if undone:
        signing.page.get_by_role("button", name=signing.words("Undo")).click()
    signing.page.evaluate(LEFT)
    time.run_for(100)  # far less than the three seconds
    expect(signing.control("sign" if undone else "complete")).to_be_visible()


def test_how_hard_a_pen_is_pressed_is_kept_and_of_a_mouse_nothing(signing):
    signing.draws()
    assert {len(point) for stroke in strokes(signing) for point in stroke} == {3}

    signing.button("Clear").click()
    pen, box = signing.page.context.new_cdp_session(signing.page), signing.page.locator("signature-pad").bounding_box()
    for kind, at, force in (("Pressed", 20, 0.2), ("Moved", 60, 0.41), ("Moved", 99, 0.8), ("Released", 99, 0)):
        place = {"x": box["x"] + at, "y": box["y"] + at / 2, "force": force, "pointerType": "pen"}
        pen.send("Input.dispatchMouseEvent", place | {"type": f"mouse{kind}", "button": "left", "buttons": 1})

    assert [point[3] for stroke in strokes(signing) for point in stroke] == [200, 410, 800]


def test_a_browser_that_has_no_room_for_the_strokes_lets_them_be_signed(signing):
    signing.page.evaluate("""() => {
      Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError") }
    }""")
    signing.has_it_signed()


def test_starting_again_empties_the_pad(signing):
    signing.draws()

    signing.button("Clear").click()

    expect(signing.control("sign")).to_have_attribute("aria-disabled", "true")
    assert strokes(signing) == []


def test_nothing_of_a_signature_stays_on_the_phone(signing):
    signing.has_it_signed()

    assert signing.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('signature'))") == []


def test_whoever_signs_for_the_owner_is_asked_for_a_name_where_it_is_missing(signing):
    signing.draws()
    drawn, sheet = strokes(signing), signing.page.locator("#on-behalf")
    name = sheet.locator("[name=signer]")
    signing.button("On behalf").click()
    sheet.get_by_label(signing.words("Family"), exact=True).check()

    signing.button("Done").click()
    expect(sheet).to_be_visible()
    sheet.get_by_role("button", name=signing.words("Close")).click()
    expect(sheet).to_be_hidden()
    signing.control("sign").click()
    expect(sheet).to_be_visible()
    expect(name).to_be_focused()
    assert strokes(signing) == drawn

    name.fill(" 王小明 ")
    name.press("Enter")  # the name is told; nothing is signed by that
    expect(sheet).to_be_hidden()
    expect(signing.page.locator(".signing__undo")).to_be_hidden()
    expect(signing.page.locator("[data-behalf]")).to_have_text(f"{signing.words('Family')} 王小明")
    signing.control("sign").click()
    expect(signing.control("complete")).to_be_visible()


@pytest.mark.parametrize("answer", ["disagreed", "unable"])
def test_an_answer_without_its_reason_is_refused_in_the_sheet_and_what_was_drawn_stays(signing, answer):
    signing.draws()
    drawn, sheet = strokes(signing), signing.page.locator(f"#{answer}")
    signing.page.locator(f"[popovertarget={answer}]").first.click()

    sheet.locator("[data-verb=sign]").click()
    told = sheet.locator(".field__fault")
    expect(told).to_have_text(signing.words("Say why: the reason belongs into the order."))
    expect(told).to_be_in_viewport()
    signing.look_at(f"visit: no reason yet, {answer}")
    sheet.locator(".choice").first.click()
    expect(told).to_have_count(0)
    assert strokes(signing) == drawn


def strokes(phone) -> list[list[list[int]]]:
    """What the form would send."""
    sent = phone.page.evaluate("new FormData(document.querySelector('signature-form form')).get('strokes')")
    return json.loads(sent)
