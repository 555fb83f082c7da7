"""Something on a photo is hidden before it leaves the phone: the hidden one arrives, and nothing else ever left."""

from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Locator, Page, Request, expect

from tests.browser.phone import Phone

# A brush has no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)

LOGIN, FLAT = "tech10", "5-702"  # a job of the demo day in which work is going on
BYTES = """async (sha256) => {
  const page = document.querySelector('script[src$="outbox/page.js"]').src
  const { picture } = await import(page.replace("page.js", "outbox.js"))
  const kept = await picture(sha256)
  return kept && [...new Uint8Array(await kept.arrayBuffer())]
}"""


@pytest.fixture
def at_work(phone_of) -> Phone:
    phone = phone_of(LOGIN).opens(FLAT)
    expect(phone.visit).to_have_attribute("data-view", "work")
    return phone


@pytest.fixture
def left(at_work: Phone) -> list[Request]:
    """Every picture that leaves the phone."""
    left: list[Request] = []
    at_work.page.on("request", lambda request: left.append(request) if "/my/blobs/" in request.url else None)
    return left


def test_what_was_wiped_over_never_leaves_the_phone_and_the_rest_arrives_as_it_was(at_work, left, words):
    page, tile = at_work.page, at_work.page.locator("[data-moment=before] [data-photo]")
    takes_one(page, checks())
    hide = tile.get_by_role("button", name=words("Hide something"))
    hide.tap()
    expect(page.locator("[data-done]")).to_be_visible()
    first = tile.get_attribute("data-sha256")
    before = photo_of(page, first)
    expect(tile).to_have_attribute("data-where", "held")
    at_work.look_at("visit: hiding something on a photo")

    page.reload()  # as after a call: it is still held back, and still whole
    tile.get_by_role("button", name=words("Held back: go on")).tap()
    wipe(page, page.locator("photo-brush canvas"), 0.6)
    wipe(page, page.locator("photo-brush canvas"), 0.2)
    page.get_by_role("button", name=words("Undo")).tap()
    page.get_by_role("button", name=words("Keep it like this")).tap()
    expect(page.locator("photo-brush")).to_have_count(0)
    at_work.has_sent()
    fingerprint = tile.get_attribute("data-sha256")
    page.reload()

    arrived = Image.open(BytesIO(page.request.get(tile.locator("img").get_attribute("src")).body())).convert("RGB")
    assert arrived.size == before.size
    assert difference(before, arrived, 0.2) < 4, "What was taken back is as it was"
    assert difference(before, arrived, 0.9) < 4, "The rest is as it was"
    assert difference(before, arrived, 0.6) > 40, "What was wiped over is not"
    assert photo_of(page, first) is None, "The first one is not on the phone any more"
    (sent,) = left
    name = sent.url.rpartition("/")[2]
    assert name != first and sha256(sent.post_data_buffer).hexdigest() == name == fingerprint
    assert tile.count() == 1 and not tile.get_by_role("button").count(), "Sent, it is too late"


def test_the_owner_is_asked_before_the_camera_opens(visiting_at, words):
    phone = visiting_at("work")
    page, consent = phone.page, phone.page.locator("[name=consent][type=checkbox]")
    opened: list[object] = []
    page.on("filechooser", lambda chooser: opened.append(chooser))
    told = page.get_by_text(words("First ask whether the owner agrees to photos, then tick it here."))
    expect(told).to_be_hidden()

    tile = page.locator("[data-moment=before] label")
    tile.tap()
    expect(told).to_be_in_viewport()
    expect(consent).to_be_focused()
    page.locator("input[type=file][name=before]").press("Enter")
    assert not opened
    phone.look_at("visit: a photo before the owner was asked")

    consent.check()
    expect(told).to_be_hidden()
    with page.expect_file_chooser() as camera:
        tile.tap()
    camera.value.set_files({"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": checks()})
    expect(page.locator("[data-moment=before] [data-photo]")).to_be_visible()


@pytest.mark.parametrize("height", [844, 640, 390])
def test_whatever_the_photo_the_buttons_of_the_brush_are_in_reach(visiting_at, words, height):
    page = visiting_at("work").page
    page.set_viewport_size({"width": 390, "height": height})
    takes_one(page, checks(900, 1200))
    page.locator("[data-hide]").first.tap()
    expect(page.locator("photo-brush canvas")).to_have_attribute("width", "900")

    for words_of_it in ("Undo", "Keep it like this", "There is nothing to hide"):
        expect(page.get_by_role("button", name=words(words_of_it))).to_be_in_viewport(ratio=1)
    box = page.locator("photo-brush canvas").bounding_box()
    assert box is not None and box["height"] <= 0.45 * height + 1


def test_a_photo_on_which_something_was_hidden_says_so_and_nothing_lies_on_it(visiting_at, words):
    phone = visiting_at("work")
    page, tile = phone.page, phone.page.locator("[data-moment=before] [data-photo]")
    takes_one(page, checks())
    mark, hide = tile.get_by_text(words("Hidden"), exact=True), tile.get_by_role("button", name=words("Hide something"))
    picture, button = tile.locator(".photo").bounding_box(), hide.bounding_box()
    assert picture is not None and button is not None
    assert button["y"] >= picture["y"] + picture["height"], "The button stands below the picture"
    expect(mark).to_be_hidden()

    hide.tap()
    wipe(page, page.locator("photo-brush canvas"), 0.5)
    page.get_by_role("button", name=words("Keep it like this")).tap()
    expect(mark).to_be_visible()
    phone.look_at("visit: something on a photo was hidden")
    phone.has_sent()
    page.reload()
    expect(mark).to_be_visible()


def takes_one(page: Page, picture: bytes) -> None:
    """A photo before the work, to which the owner agreed."""
    page.locator("[name=consent][type=checkbox]").check()
    page.locator("input[type=file][name=before]").set_input_files(
        {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": picture}
    )


def checks(width: int = 1200, height: int = 900) -> bytes:
    """Small squares, black and white: of what is hidden only grey is left."""
    file = BytesIO()
    small = Image.effect_noise((width // 12, height // 12), 200).point(lambda grey: 255 * (grey > 127))
    small.resize((width, height), Image.Resampling.NEAREST).save(file, "JPEG")
    return file.getvalue()


def wipe(page: Page, field: Locator, height: float) -> None:
    """A finger from left to right, at this part of the height, once the photo stands there."""
    expect(field).to_have_attribute("width", "1200")
    box = field.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] * height
    page.mouse.move(box["x"] + box["width"] * 0.1, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, y, steps=3)
    page.mouse.up()


def photo_of(page: Page, fingerprint: str) -> Image.Image | None:
    """As the phone keeps it."""
    kept = page.evaluate(BYTES, fingerprint)
    return Image.open(BytesIO(bytes(kept))).convert("RGB") if kept else None


def difference(one: Image.Image, other: Image.Image, height: float) -> float:
    """Of a strip across the middle at this part of the height, a colour at the mean."""
    width, tall = one.size
    strip = (round(width * 0.2), round(tall * height) - 20, round(width * 0.8), round(tall * height) + 20)
    return max(ImageStat.Stat(ImageChops.difference(one.crop(strip), other.crop(strip))).mean)
