"""Setting off from Today without a signal: kept on the phone, and Today goes on from there."""

from playwright.sync_api import expect

from tests.browser.outbox import Stub


def test_setting_off_is_kept_before_it_is_sent(phone_of, browsers):
    phone = phone_of("tech11")  # whose day no other test touches
    stub = Stub(phone.page)
    stub.answer = lambda route, said: route.abort("internetdisconnected")
    phone.page.goto("/my")
    phone.control("set_out").tap()
    expect(phone.visit).to_be_visible()
    phone.page.goto("/my")
    expect(phone.page.locator("[data-under-way]")).to_be_visible()
    expect(phone.control("set_out")).to_have_count(0)
    expect(phone.page.locator("[data-marked=waits]").first).to_be_visible()
    expect(phone.page.locator("[data-waiting]")).to_have_attribute("data-waiting", "1")
    phone.look_at("Today, under way without signal")
    browsers.expected("ERR_INTERNET_DISCONNECTED")
