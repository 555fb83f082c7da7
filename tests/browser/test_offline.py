"""The day without signal: a cold start from what the phone keeps, with the server really gone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser.handset import IS_READY, Handset
from tests.browser.office import Office
from tests.browser.product import Product
from tests.browser.server import PASSWORD
from tests.photographs import a_jpeg

# From a page that is nobody's: by the store itself.
HOW_MANY_WAIT = """async () => {
  const answer = (asked) => new Promise((done, failed) => {
    asked.onsuccess = () => done(asked.result)
    asked.onerror = asked.onblocked = () => failed(asked.error ?? new Error("blocked"))
  })
  const store = await answer(indexedDB.open("fieldapp-outbox"))
  const all = await answer(store.transaction("commands").objectStore("commands").getAll())
  return all.filter(({ state }) => state === "waiting").length
}"""

NOBODY_HOME = {"verb": "no_answer", "data": {"called": False}}


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    product = Product(tmp_path_factory.mktemp("product"))
    product.start()
    yield product
    product.stop()


@pytest.fixture
def handset(playwright: Playwright, product: Product, tmp_path: Path) -> Iterator[Handset]:
    handset = Handset(playwright, product, tmp_path / "store")
    yield handset
    handset.end()
    if product.server is None:
        product.start()


def test_a_cold_start_without_a_server_shows_the_whole_day(handset, product):
    handset.signs_in("tech1")
    visits = handset.keeps_the_day()
    assert len(visits) >= 2
    handset.end()
    product.stop()

    handset.start()
    handset.page.goto("/")
    expect(handset.page).to_have_url(re.compile("/my$"))
    expect(handset.page.locator("waiting-pill")).to_contain_text("没有信号，照常做")
    for path in visits:
        handset.goes(path)
        expect(handset.page.locator("[data-visit]")).to_be_visible()
    for path in ("/my/catalogue", "/my/phone"):
        handset.goes(path)
        expect(handset.page.locator("h1")).to_be_visible()
    handset.page.goto("/my/visits/0197c3a0-0000-7000-8000-000000000001")
    expect(handset.page.get_by_text("手机里也没存这一页")).to_be_visible()


def test_a_visit_ended_without_a_server_is_over_on_today_and_no_button_leads_there(handset, product):
    handset.signs_in("tech1")
    handset.keeps_the_day()
    page = handset.page
    ended, *others = [job.get_attribute("href") for job in page.locator("a.next, a.job:not([data-state=done])").all()]
    done = page.locator("a.job[data-state=done]").count()
    total = done + 1 + len(others)
    product.stop()
    handset.goes(ended)
    handset.keeps(ended.rpartition("/")[2], NOBODY_HOME)
    expect(page.locator("[data-visit]")).to_have_attribute("data-view", "over")
    expect(handset.big_button).to_have_text("回到今天")
    handset.big_button.click()

    expect(page.locator("a.next")).to_be_hidden()
    expect(page.locator(f"a.job[data-state=done][href='{ended}']")).to_contain_text("家里没人")
    expect(page.locator(".day")).to_contain_text(f"走完 {done + 1}/{total}，{done} 单已签")
    expect(handset.big_button).to_have_attribute("href", re.compile(f"{others[0]}$"))

    for path in others:
        page.goto(path)
        handset.keeps(path.rpartition("/")[2], NOBODY_HOME)
    page.goto("/my")
    expect(page.get_by_text("今天没有别的单子了")).to_be_visible()
    expect(handset.big_button).to_have_count(0)


@pytest.mark.parametrize("path", ["/account", "/sign-in"])
def test_a_page_that_is_never_kept_says_so_without_a_server(handset, product, path):
    handset.signs_in("tech3")
    handset.keeps_the_day()
    product.stop()
    handset.goes(path)
    expect(handset.page.get_by_text("手机里也没存这一页")).to_be_visible()


def test_what_was_pressed_without_a_server_goes_out_later_and_stays_until_the_kept_page_has_it(handset, product):
    handset.signs_in("tech2")
    path = handset.keeps_the_day()[0]
    visit = path.rpartition("/")[2]
    product.stop()
    handset.goes(path)
    version = handset.version()
    handset.keeps(visit, {"verb": "note", "data": {"words": "Basement"}}, {"verb": "note", "data": {"words": "Still"}})
    handset.keeps_a_photo(visit)
    handset.end()

    handset.start()
    handset.goes(path)
    assert [each["state"] for each in handset.kept(visit)] == ["waiting"] * 3
    expect(handset.page.locator("[data-waiting]")).to_have_attribute("data-waiting", "3")

    product.start()
    handset.page.evaluate("dispatchEvent(new Event('online'))")
    expect(handset.page.locator("[data-waiting]")).to_have_attribute("data-waiting", "0")
    handset.until(lambda: handset.kept(visit) == [])
    product.stop()
    handset.goes(path)
    assert handset.version() > version, "The kept page has them"


def test_a_sign_in_that_expired_is_told_and_nothing_is_lost_by_it(handset):
    handset.signs_in("tech3")
    path = handset.keeps_the_day()[0]
    visit = path.rpartition("/")[2]
    handset.goes(path)
    handset.context.clear_cookies()
    handset.keeps(visit, {"verb": "note", "data": {"words": "Kept all the same"}})
    banner = handset.page.locator("waiting-pill a[data-sign-in]")
    expect(banner).to_contain_text("请重新登录")
    assert [each["state"] for each in handset.kept(visit)] == ["waiting"]

    banner.click()
    handset.page.locator("[name=login]").fill("tech3")
    handset.page.locator("[name=password]").fill(PASSWORD)
    handset.page.locator("form button").first.click()
    expect(handset.page.locator("[data-waiting]")).to_have_attribute("data-waiting", "0")
    handset.until(lambda: handset.kept(visit) == [])


WHOSE = """async () => (await (await caches.match("/who", { cacheName: "who" }))?.json())?.by"""


@pytest.mark.parametrize("trouble", ["no signal", "a wrong password"])
def test_a_sign_in_that_failed_leaves_the_day_to_be_read(handset, product, trouble):
    handset.signs_in("tech6")
    path = handset.keeps_the_day()[0]
    handset.context.clear_cookies()
    handset.page.goto("/sign-in")
    handset.page.locator("[name=login]").fill("tech6")
    handset.page.locator("[name=password]").fill("not this one")
    if trouble == "no signal":
        product.stop()
        with handset.page.expect_event("requestfailed"):
            handset.page.locator("form button").first.click(no_wait_after=True)
        handset.page.wait_for_timeout(1000)  # the browser's own page of errors comes meanwhile
        handset.page.goto("/sign-in")  # once more, as people do
        handset.page.get_by_role("link").first.click()
    else:
        handset.page.locator("form button").first.click()
        expect(handset.page.locator("#notice .notice")).to_be_visible()
        product.stop()
        handset.page.goto("/")
    expect(handset.page).to_have_url(re.compile("/my$"))
    expect(handset.page.locator("waiting-pill")).to_be_attached()
    handset.goes(path)
    expect(handset.page.locator("[data-visit]")).to_be_visible()


def test_whoever_signs_in_closes_the_day_of_the_one_before_wherever_they_go_on(handset):
    handset.signs_in("tech7")
    handset.keeps_the_day()
    before = handset.page.evaluate(WHOSE)
    assert before
    handset.context.clear_cookies()
    handset.page.goto("/sign-in?next=/offline")  # a page that asks for nobody's day
    handset.page.locator("[name=login]").fill("tech8")
    handset.page.locator("[name=password]").fill(PASSWORD)
    handset.page.locator("form button").first.click()
    expect(handset.page).to_have_url(re.compile("/offline$"))
    assert handset.page.evaluate(WHOSE) is None


def test_what_one_person_pressed_is_neither_shown_nor_sent_by_the_next(handset, product):
    handset.signs_in("tech4")
    path = handset.keeps_the_day()[0]
    visit = path.rpartition("/")[2]
    product.stop()
    handset.goes(path)
    handset.keeps(visit, {"verb": "note", "data": {"words": "Mine"}})
    product.start()
    handset.context.clear_cookies()
    handset.signs_in("tech5")
    assert path not in handset.keeps_the_day()
    names = handset.page.evaluate("caches.keys()")
    assert len([name for name in names if name.startswith("day")]) == 1, "The day of the first is gone"
    handset.page.goto("/my/phone")
    expect(handset.page.locator("[data-sealed]")).to_contain_text("1")
    expect(handset.page.locator("[data-waiting]")).to_have_attribute("data-waiting", "0")

    handset.page.locator("[data-sign-out] button").click()
    expect(handset.page).to_have_url(re.compile("/sign-in$"))
    assert not [name for name in handset.page.evaluate("caches.keys()") if name.startswith("day")]
    handset.signs_in("tech4")
    handset.until(lambda: handset.kept(visit) == [])


def test_a_lost_phone_forgets_the_day_when_it_is_heard_of_and_sends_what_waits_once_it_is_found(
    handset, product, playwright
):
    office = Office(playwright.request, product.address)
    handset.signs_in("tech1")
    path = handset.keeps_the_day()[0]
    visit = path.rpartition("/")[2]
    handset.goes(path)
    handset.keeps(visit, {"verb": "note", "data": {"words": "Still here"}})
    handset.until(lambda: handset.kept(visit) == [])  # it was heard of: else it could not be locked
    product.stop()
    handset.keeps(visit, {"verb": "note", "data": {"words": "Pressed in the cellar"}})
    handset.end()
    product.start()
    office.locks_the_phone_of("tech1")

    handset.start()
    handset.page.goto(path, wait_until="commit")  # it may be left before it has loaded
    expect(handset.page).to_have_url(re.compile("/sign-in"))
    expect(handset.page.locator("#notice")).to_contain_text("已挂失锁定")
    handset.until(lambda: not [name for name in handset.page.evaluate("caches.keys()") if name.startswith("day")])
    assert handset.page.evaluate(HOW_MANY_WAIT) == 1, "It is not sent, and not thrown away"

    office.locks_the_phone_of("tech1", found=True)
    handset.signs_in("tech1")
    expect(handset.page.locator("[data-waiting]")).to_have_attribute("data-waiting", "0")
    handset.until(lambda: handset.kept(visit) == [])

    handset.goes(path)
    office.locks_the_phone_of("tech1")
    handset.keeps(visit, {"verb": "note", "data": {"words": "While the page is open"}})
    expect(handset.page).to_have_url(re.compile("/sign-in"))
    handset.until(lambda: handset.page.evaluate(HOW_MANY_WAIT) == 1)
    office.locks_the_phone_of("tech1", found=True)


def test_the_badge_has_its_face_in_the_cellar(handset, product, playwright):
    Office(playwright.request, product.address).puts_on_the_badge_of("tech5", a_jpeg())
    handset.signs_in("tech5")
    path = handset.keeps_the_day()[0]
    handset.end()
    product.stop()

    handset.start()
    handset.goes(path)
    steps = [{"verb": "step", "data": {"key": key, "result": "done"}} for key in ("covers", "greet")]
    ring = {"verb": "ring", "data": {"attempt": 1}}
    handset.keeps(path.rpartition("/")[2], {"verb": "arrive"}, steps[0], ring, steps[1])
    face = handset.page.locator(".badge__photo img")
    expect(face).to_be_visible()
    assert face.evaluate("async face => (await face.decode(), face.naturalWidth)") == 480
    kept = handset.page.evaluate("async path => Boolean(await caches.match(path))", face.get_attribute("src"))
    assert kept, "It is kept with the day, and not by chance"


def test_a_page_is_only_ready_when_all_its_files_are_kept(handset):
    handset.signs_in("tech3")
    handset.keeps_the_day()
    handset.page.evaluate("""async () => {
      for (const name of await caches.keys()) await (await caches.open(name)).delete("/kept/files")
    }""")
    assert handset.page.evaluate(IS_READY) == []


def test_where_to_go_next_is_what_the_server_named_and_a_kept_page_names_nobody(handset, product):
    handset.signs_in("tech3")
    handset.keeps_the_day()
    page = handset.page
    following, ended = (
        page.locator(job).last.get_attribute("href") for job in ("a.next", "a.job:not([data-state=done])")
    )
    visit = ended.rpartition("/")[2]
    handset.goes(ended)
    rings = [{"verb": "ring", "data": {"attempt": nth}} for nth in (1, 2)]
    handset.keeps(visit, {"verb": "arrive"}, *rings, NOBODY_HOME)
    expect(handset.big_button).to_have_attribute("href", following)
    handset.until(lambda: handset.kept(visit) == [])
    page.reload()
    expect(handset.big_button).to_have_attribute("href", following)

    product.stop()
    page.reload()
    expect(handset.big_button).to_have_text("回到今天")
