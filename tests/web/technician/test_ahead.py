"""What the phone keeps beside the page of a visit: the views to come, the items to add, the visit as plain data."""

import json
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from tests.jobs import a_line

VIEWS = {
    *(
        "arrive",
        "covers",
        "bell",
        "ring1",
        "ring2",
        "ring3",
        "nobody1",
        "nobody",
        "greet",
        "enter",
        "enter:again",
        "look",
        "look:again",
    ),
    *("price", "work", "test", "test:again", "sign", "leave", "over"),
}


def ahead(day, visit_id):
    answer = day.phone.get(f"/my/visits/{visit_id}/ahead")
    assert answer.status_code == 200, answer.text
    return answer.text


def model(page):
    (told,) = re.findall(r'<script type="application/json" data-model>(.*?)</script>', page, re.DOTALL)
    return json.loads(told)


def test_every_view_of_a_visit_is_there_those_for_the_owner_in_both_languages(day):
    found = re.findall(r'<template data-view="([^"]+)" lang="([^"]+)">', ahead(day, day.job()))
    assert {view for view, _ in found} == VIEWS
    assert {view for view, tag in found if tag == "en"} == {"enter", "enter:again", "price", "sign"}


@pytest.mark.parametrize(
    "until", ["accept", "arrive", "ring", "enter", "look", "price", "work", "test", "sign", "complete"]
)
def test_the_views_are_drawn_wherever_the_visit_stands(day, until):
    assert ahead(day, day.job(until=until)).count("<template data-view=") == len(VIEWS) + 4


def test_the_visit_as_data_makes_the_document_that_is_signed(day):
    visit_id = day.job(a_line(day.item, quantity=2), until="test")
    visit = day.stored(visit_id)
    told = model(day.shown(visit_id))

    head = told["document"]
    assert head["document"] == "work" and head["order"] == visit.order.number and head["visit"] == str(visit_id)
    assert [(line["name_zh"], line["quantity_milli"]) for line in told["lines"]] == [("更换角阀", 2000)]
    assert told["answer"]["document"]["total_fen"] == 3000 and told["view"] == "sign"


def test_the_owners_phone_is_in_none_of_it(day):
    visit_id = day.job(until="enter")
    assert "13812345678" not in ahead(day, visit_id) + day.shown(visit_id)


def test_it_is_nobody_elses(day):
    assert day.others_phone.get(f"/my/visits/{day.job()}/ahead").status_code == 404


def test_drawing_what_may_come_writes_nothing(day):
    visit_id = day.job(until="arrive")
    before = day.stored(visit_id)
    ahead(day, visit_id)
    after = day.stored(visit_id)
    assert (before.version, before.order.version) == (after.version, after.order.version) and day.receipts() == 0


def test_it_asks_no_more_for_a_long_order(day, max_queries):
    visit_id = day.job(*(a_line(day.item) for _ in range(40)), until="enter")
    ahead(day, visit_id)
    with max_queries(12):
        ahead(day, visit_id)


def test_what_is_not_changed_is_not_sent_again(day):
    path = f"/my/visits/{day.job()}/ahead"
    first = day.phone.get(path)
    assert day.phone.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_after_midnight_at_the_door_it_is_drawn_anew_for_warranties_end_with_a_day(day):
    path, late = f"/my/visits/{day.job()}/ahead", datetime(2026, 11, 23, 15, 58, tzinfo=UTC)
    with time_machine.travel(late, tick=False):
        tag = {"If-None-Match": day.phone.get(path).headers["ETag"]}
        assert day.phone.get(path, headers=tag).status_code == 304
    with time_machine.travel(late + timedelta(minutes=4), tick=False):
        assert day.phone.get(path, headers=tag).status_code == 200


def test_a_code_of_the_owners_copy_is_drawn_before_it_is_signed(day):
    page = ahead(day, day.job())
    (told,) = re.findall(r"data-copy>(\{.*?\})</script>", page)
    copy = json.loads(told)
    assert re.fullmatch("[0-9a-f]{32}", copy["token"]) and copy["token"] in copy["address"] and "h1" in copy["path"]


def test_the_items_of_a_version_are_kept_for_ever(day):
    address = model(day.shown(day.job()))["catalogue"]
    answer = day.phone.get(address)
    assert answer.cache_control.immutable and answer.cache_control.max_age >= 365 * 24 * 3600
    (item,) = answer.json
    assert (item["code"], item["unit_price_fen"], item["search"]) == ("WTR-008", 1500, day.item.search)


def test_items_of_another_branch_are_none(day):
    assert day.phone.get(f"/my/catalogue/{uuid4()}.2.json").status_code == 404


def test_the_phone_has_a_sentence_for_all_that_it_says(day):
    page = ahead(day, day.job())
    for told in re.findall(r"data-words lang=\"[^\"]+\">(.*?)</script>", page, re.DOTALL):
        words = json.loads(told)
        assert words["refusals"]["order.reason_missing"] and words["notices"]["full"]
    assert "没有记下" in words["notices"]["full"] or "nothing was noted" in words["notices"]["full"]
