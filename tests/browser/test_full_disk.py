"""The server's disk is full while somebody signs: the phone keeps everything and says so; with room it goes out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.browser.browsers import PHONE, Browsers
from tests.browser.faulty.ledger import Ledger
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.product import Product
from tests.browser.screens import Screens
from tests.browser.small_disk import SmallDisk, small_disk

# A disk has no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)

LOGIN, FLAT = "tech7", "3-1102"  # a job of the demo day that is about to be signed
KEPT = """async (visit) => {
  const page = document.querySelector('script[src$="outbox/page.js"]').src
  const { of } = await import(page.replace("page.js", "outbox.js"))
  return (await of(visit)).map(({ verb, state }) => `${verb} ${state}`)
}"""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """The server's, which is small."""
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder) as disk:
        yield disk


@pytest.fixture
def product(disk: SmallDisk) -> Iterator[Product]:
    """A server of the test's own, on that disk."""
    product = Product(disk.folder)
    product.start()
    yield product
    product.stop()


@pytest.fixture
def signing(product, chromium: Browser, playwright: Playwright, words, screens: Screens) -> Iterator[Phone]:
    """A phone turned to the owner, who is about to sign."""
    browsers = Browsers(chromium, Office(playwright.request, product.address), words, screens)
    phone = Phone(browsers, LOGIN, **PHONE).opens(FLAT)
    expect(phone.visit).to_have_attribute("data-view", "sign")
    if phone.visit.get_attribute("lang") != words.tag:
        phone.page.get_by_role("link", name=words.own_name, exact=True).tap()
    yield phone
    browsers.close()
    assert not browsers.complaints, "\n".join(browsers.complaints)


def test_a_signature_is_kept_while_the_servers_disk_is_full_and_goes_out_once_there_is_room(signing, disk, words):
    visit, ledger = signing.visit.get_attribute("data-visit"), Ledger(disk.folder / "fieldapp.db")
    disk.fill()
    signing.has_it_signed()

    expect(signing.page.get_by_role("status")).to_contain_text(words("The server has no room left"))
    assert signing.page.evaluate(KEPT, visit) == ["sign waiting"]
    assert ledger.signers_of(visit) == [], "Nothing is half stored"
    signing.page.reload()
    expect(signing.control("complete")).to_be_visible()

    disk.make_room()
    signing.leaves()
    assert [row.verb for row in ledger.commands([visit])][-2:] == ["sign", "complete"]
    assert len(ledger.signers_of(visit)) == 1 and not ledger.twice([visit])
    signing.browsers.expected("507")
