"""What was done is found by who, what, when and which order; nothing of it names a whole telephone number."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from fieldapp.db import db
from fieldapp.domain.admin_journal import note
from fieldapp.domain.audit import within_a_month
from fieldapp.domain.journal import Act
from fieldapp.domain.numbers_in_words import without_numbers
from tests.builders import BRANCH_ID, NOW, an_owner
from tests.jobs import a_line, an_item, an_order, at, the_catalogue

WHERE = "/admin/audit"


@pytest.fixture
def order(save, cast, house):
    item = an_item()
    save(the_catalogue(item))
    order = an_order(an_owner(), a_line(item), by=cast["chen"])
    order.branch, order.site = house
    order.mention(at(NOW, cast["sun"].id), "note", why="业主改号 13912345678，下午再来")
    save(order)
    return order


def whats(page: str) -> list[str]:
    return re.findall(r'data-what="(\w+)"', page)


def test_a_telephone_number_in_what_somebody_wrote_is_masked():
    assert without_numbers("打 139 1234 5678 或 3-503") == "打 139****5678 或 3-503"
    assert without_numbers("010-65431234, 13912345678") == "010****1234, 139****5678"
    for other in ("¥1234, 2026", "2026-11-24 – 2026-11-25", "2026-00231"):
        assert without_numbers(other) == other


def test_a_search_looks_back_a_month_at_most():
    ends = datetime(2026, 11, 24, tzinfo=UTC)
    assert within_a_month(ends - timedelta(days=400), ends) == (ends - timedelta(days=31), ends)
    assert within_a_month(ends - timedelta(days=3), ends) == (ends - timedelta(days=3), ends)


def test_what_was_done_to_orders_is_found_and_masked(office, order, max_queries):
    with max_queries(5):
        page = office.get(f"{WHERE}?part=orders").text
    assert "note" in whats(page) and "孙敏" in page and "139****5678" in page and "13912345678" not in page
    assert order.number in page
    assert whats(office.get(f"{WHERE}?part=orders&who=sm").text) == ["note"]
    assert whats(office.get(f"{WHERE}?part=orders&who=nobody").text) == []
    assert whats(office.get(f"{WHERE}?part=orders&what=note").text) == ["note"]
    assert "note" in whats(office.get(f"{WHERE}?part=orders&order={order.number}").text)
    assert whats(office.get(f"{WHERE}?part=orders&order=2020-00001").text) == []
    assert whats(office.get(f"{WHERE}?part=orders&from=2026-01-01&until=2026-01-05").text) == []


def test_what_administrators_did_is_found_by_whom_and_about_whom(office, cast):
    office.post(f"/admin/people/{cast['zhao'].id}/leaving")
    office.post("/admin/call-backs", data={"share": "40"})
    assert whats(office.get(WHERE).text) == ["share", "person_left"]
    assert whats(office.get(f"{WHERE}?who=zq").text) == ["person_left"], "about whom"
    assert whats(office.get(f"{WHERE}?what=share").text) == ["share"]
    assert "40 %" in office.get(WHERE).text


def test_pages_are_turned_with_the_same_few_questions(app, office, cast, max_queries):
    with app.app_context():
        for minute in range(120):
            act = Act.here(by_id=cast["admin"].id, now=NOW - timedelta(minutes=minute // 2))
            note(db.session(), BRANCH_ID, act, "exported", about="rooms", rows=minute)
        db.session.commit()
    seen, url = [], WHERE
    while url:
        with max_queries(5):
            page = office.get(url).text
        seen += re.findall(r"(\d+) 行", page)
        more = re.search(r'class="button" href="([^"]+after=[^"]+)"', page)
        url = unescape(more[1]) if more else ""
    assert len(seen) == len(set(seen)) == 120


@pytest.mark.parametrize("part", ["orders", "administration"])
def test_what_can_be_looked_for_is_named_in_words_without_a_place_to_be_filled_in(office, part):
    named = re.findall(r"<option[^>]*>([^<]*)", office.get(f"{WHERE}?part={part}").text)
    assert len(named) > 10 and not [words for words in named if "%" in words]


def test_a_broken_address_is_as_if_it_said_nothing(office):
    assert office.get(f"{WHERE}?part=x&from=x&until=9999-99-99&after=x~y&who=%00").status_code == 200
