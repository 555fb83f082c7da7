"""A phone is woken, in real Chromium: consent, drill, a push without a page open, the word to the server, the card."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser.product import Product
from tests.browser.woken import WokenPhone, until
from tests.push_service import PushService


@pytest.fixture(scope="module")
def service() -> Iterator[PushService]:
    with PushService() as service:
        yield service


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory, service: PushService) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("pushing")
    with pytest.MonkeyPatch.context() as settings:
        settings.setenv("FIELDAPP_PUSH_HOSTS", service.host)
        settings.setenv("FIELDAPP_VAPID_SUBJECT", "mailto:duty@sunshine.example")
        product = Product(folder)
        product.start()
    yield product
    product.stop()


@pytest.fixture
def phone(playwright: Playwright, product: Product, service: PushService, tmp_path: Path) -> Iterator[WokenPhone]:
    phone = WokenPhone(playwright, product, tmp_path / "store", service)
    yield phone
    phone.end()


def stored(product: Product, question: str, *facts: object) -> list[tuple]:
    with sqlite3.connect(product.folder / "fieldapp.db") as database:
        return database.execute(question, facts).fetchall()


def begins_the_drill(phone: WokenPhone, login: str) -> None:
    phone.signs_in(login)
    phone.until(lambda: phone.page.evaluate("Boolean(navigator.serviceWorker.controller)"))
    phone.knows(phone.page.evaluate("fetch('/push/key').then((answer) => answer.text())"))
    phone.page.goto("/my/phone")
    expect(phone.page.locator("shift-drill")).to_be_visible()
    if phone.page.locator("[data-duty=off]").is_visible():
        phone.page.get_by_role("button", name="上岗").tap()
        expect(phone.page.locator("[data-duty=on]")).to_be_visible()
    phone.page.get_by_role("button", name="测试这台手机").tap()


def test_the_drill_turns_green_and_red_after_the_permission_is_revoked(phone, product):
    begins_the_drill(phone, "tech1")
    line = phone.page.locator("[data-check=push]")
    told = phone.carries("drill")
    assert told["web_push"] == 8030
    expect(line).to_have_attribute("data-state", "fine")
    expect(line).to_contain_text("收到回执")
    assert [each["tag"] for each in phone.shown()].count(told["notification"]["tag"]) == 1

    phone.allows("denied")
    phone.page.reload()
    expect(line).to_have_attribute("data-state", "poor")
    expect(line).to_contain_text("通知被关掉了")
    theirs = "FROM subscription JOIN person ON person.id = person_id WHERE login = 'tech1'"
    gone = f"SELECT failure {theirs} AND gone_at IS NOT NULL"
    assert until(lambda: stored(product, gone)) == [("permission",)]


def test_a_push_wakes_a_phone_with_no_page_open_and_a_tap_opens_the_card(phone, product):
    begins_the_drill(phone, "tech2")
    phone.carries("drill")
    expect(phone.page.locator("[data-check=push]")).to_have_attribute("data-state", "fine")
    visit = phone.page.evaluate("fetch('/my').then((answer) => answer.text())").split("/my/visits/")[1][:36]
    phone.page.goto("about:blank")
    (token,) = stored(product, "SELECT receipt_token FROM delivery ORDER BY queued_at DESC LIMIT 1")[0]
    stored(product, "UPDATE delivery SET received_at = NULL, opened_at = NULL WHERE receipt_token = ?", token)

    data = {"key": "d 1", "topic": "t", "revision": 3, "path": f"/my/visits/{visit}", "token": token, "urgent": True}
    leak = {"title": "急 3-503 爆管 8分", "body": "厨房水管", "tag": "t", "data": data}
    phone.deliver(json.dumps({"web_push": 8030, "notification": leak}))

    until(lambda: stored(product, "SELECT 1 FROM delivery WHERE receipt_token = ? AND received_at NOT NULL", token))
    phone.page.goto("/my")
    (shown,) = [each for each in phone.shown() if each["tag"] == "t"]
    assert shown["title"] == "急 3-503 爆管 8分" and not shown["silent"]

    phone.deliver(json.dumps({"web_push": 8030, "notification": leak}))
    phone.until(lambda: [each["silent"] for each in phone.shown() if each["tag"] == "t"] == [True])
    phone.deliver(json.dumps({"notification": leak | {"title": "旧", "data": data | {"key": "d 0", "revision": 2}}}))
    phone.page.wait_for_timeout(500)
    assert {each["title"] for each in phone.shown() if each["tag"] == "t"} == {"急 3-503 爆管 8分"}

    phone.page.evaluate("""async () => {
      const registration = await navigator.serviceWorker.getRegistration("/")
      for (const each of await registration.getNotifications()) if (each.tag !== "t") each.close()
    }""")
    phone.taps()
    until(lambda: stored(product, "SELECT 1 FROM delivery WHERE receipt_token = ? AND opened_at NOT NULL", token))
    expect(phone.page).to_have_url(f"{product.address}/my/visits/{visit}")


def test_the_supervisors_tablet_is_woken_until_they_sign_out(phone, product):
    phone.signs_in("repair", "/board")
    phone.knows(phone.page.evaluate("fetch('/push/key').then((answer) => answer.text())"))
    menu = phone.page.locator(".person-menu")
    menu.locator("summary").tap()
    expect(menu).to_contain_text("这台设备不会提醒您")
    menu.get_by_role("button", name="在这台设备上提醒我").tap()
    expect(menu).to_contain_text("这台设备会提醒")
    live = "SELECT 1 FROM subscription JOIN person ON person.id = person_id WHERE login = 'repair' AND gone_at IS NULL"
    until(lambda: stored(product, live))

    phone.page.reload()
    menu.locator("summary").tap()
    expect(menu.get_by_role("button", name="不再提醒")).to_be_visible()
    menu.get_by_role("button", name="退出登录").tap()
    until(lambda: not stored(product, live))


def test_even_what_nobody_can_read_is_shown(phone):
    phone.signs_in("tech3")
    phone.until(lambda: phone.page.evaluate("Boolean(navigator.serviceWorker.controller)"))

    def shown_at_last() -> bool:
        phone.deliver("not JSON")  # what comes while the worker is busy with its beginning may be lost, as on the air
        phone.page.wait_for_timeout(500)
        return bool(phone.shown())

    phone.until(shown_at_last)


def test_a_push_is_shown_also_when_the_store_of_the_browser_does_not_answer(phone):
    phone.signs_in("tech3")
    phone.until(lambda: phone.page.evaluate("Boolean(navigator.serviceWorker.controller)"))

    def shown_at_last() -> bool:
        phone.worker.evaluate("() => { indexedDB.open = () => ({}) }")  # each time: the worker may have ended meanwhile
        phone.deliver(json.dumps({"notification": {"title": "急", "data": {"key": "d 9", "topic": "t"}}}))
        phone.page.wait_for_timeout(4000)
        return [each["title"] for each in phone.shown()] == ["急"]

    phone.until(shown_at_last)


def test_without_a_push_service_the_open_page_rings(phone):
    phone.fails = True
    phone.end()
    phone.start()
    begins_the_drill(phone, "tech4")
    line = phone.page.locator("[data-check=push]")
    expect(line).to_have_attribute("data-state", "fine", timeout=30_000)
    expect(line).to_contain_text("打开着的应用")
    expect(phone.page.locator("open-app [data-live]")).to_be_visible()
