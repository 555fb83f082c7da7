"""A new build while something waits on the phone: nothing is lost, and no page is ever without its scripts."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.handset import Handset
from tests.browser.product import ROOT, Product

BUILD = """document.querySelector('script[src$="outbox/page.js"]').src.split("/static/")[1].split("/")[0]"""
DAYS = (
    """async () => (await caches.keys()).filter((name) => name.startsWith("day")).map((name) => name.split(" ")[2])"""
)
AWAKE = """() => Boolean(customElements.get("waiting-pill"))"""


@pytest.fixture
def product(tmp_path: Path):
    """Of a checkout of its own, so that the test may change a script."""
    checkout = tmp_path / "checkout"
    for part in ("fieldapp", "static", "templates"):
        shutil.copytree(ROOT / part, checkout / part, ignore=shutil.ignore_patterns("__pycache__"))
    product = Product(tmp_path, checkout)
    product.start()
    yield product
    product.stop()


def test_an_update_with_something_waiting(playwright, product, tmp_path):
    handset = Handset(playwright, product, tmp_path / "store")
    handset.signs_in("tech2")
    path = handset.keeps_the_day()[0]
    visit, before = path.rpartition("/")[2], handset.page.evaluate(BUILD)
    product.stop()
    handset.page.goto(path)
    handset.keeps(visit, {"verb": "note", "data": {"words": "Pressed before the update"}})

    script = product.checkout / "static/js/day-marks.js"
    script.write_text(script.read_text() + "// The next build.\n")
    product.start()
    handset.page.goto("/my")
    handset.until(lambda: handset.page.evaluate(BUILD) != before or handset.page.reload() is None)
    after = handset.page.evaluate(BUILD)
    assert after != before
    handset.until(lambda: handset.kept(visit) == [])
    expect(handset.page.locator("[data-waiting]")).to_have_attribute("data-waiting", "0")
    handset.until(lambda: handset.page.evaluate(DAYS) == [after])
    handset.keeps_the_day()

    product.stop()
    handset.end()
    handset.start()
    handset.page.goto("/my")
    assert handset.page.evaluate(BUILD) == after and handset.page.evaluate(AWAKE)
    handset.end()


def test_a_page_keeps_its_scripts_until_the_next_build_is_whole(playwright, product, tmp_path):
    handset = Handset(playwright, product, tmp_path / "store")
    handset.signs_in("tech3")
    path = handset.keeps_the_day()[0]
    before = handset.page.evaluate(BUILD)
    product.stop()
    # The next build's list names a page that is not there: its day is never whole.
    script = product.checkout / "static/js/day-marks.js"
    script.write_text(script.read_text() + "// The next build.\n")
    day = product.checkout / "fieldapp/web/technician/day.py"
    day.write_text(day.read_text().replace("return [\n", 'return [\n_page("/my/not-there", 1),\n', 1))
    product.start()
    handset.page.goto("/my")
    handset.until(lambda: len(handset.page.evaluate(DAYS)) == 2)
    handset.page.wait_for_timeout(3000)

    product.stop()
    handset.end()
    handset.start()
    handset.page.goto(path)
    assert handset.page.evaluate(BUILD) == before, "The old page, which is whole"
    assert handset.page.evaluate(AWAKE)
    handset.page.goto("/my")
    assert handset.page.evaluate(AWAKE), "Old or new, with its scripts"
    handset.end()
