"""A technician who reads Chinese at the door of an owner who reads English: each reads their own, on one phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import READ_ENGLISH

pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)


@pytest.fixture
def flat() -> str:
    return "5-1101"


def test_what_the_owner_reads_is_english_until_they_choose_chinese(office, phone, flat):
    assert flat in READ_ENGLISH
    phone.order = office.has_an_order(flat)
    office.has_come_to("look", office.visit_at(flat, "tech2"), "tech2")
    phone.opens(flat)
    expect(phone.visit).to_have_attribute("lang", "zh-CN")
    phone.has_sent()
    phone.page.wait_for_load_state("networkidle")
    phone.page.context.set_offline(True)  # the other language is kept with the day

    phone.confirms_what_is_to_be_done()
    expect(phone.visit).to_have_attribute("lang", "en")
    expect(phone.page.locator(".price-total")).to_contain_text("Work starts after you agree")
    phone.is_read_by_the_owner()
    expect(phone.page.locator(".price-total")).to_contain_text("您同意后才开工")
    phone.hears_yes()
    expect(phone.visit).to_have_attribute("lang", "zh-CN")
    phone.does_the_work()
    phone.tries_it()
    expect(phone.visit).to_have_attribute("lang", "zh-CN")  # what was chosen once
    expect(phone.pad).to_be_visible()
    phone.browsers.expected("ERR_INTERNET_DISCONNECTED")
