"""Another system writes an order, hears how it stands, and cancels it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from fieldapp.db import db
from fieldapp.domain.capability import Question
from fieldapp.domain.course import OrderState
from fieldapp.domain.order import Channel, Order
from fieldapp.domain.order_report import SETTLED_AFTER
from fieldapp.domain.premises import Owner
from fieldapp.domain.system import Scope, System
from fieldapp.web.api.bearer import CALLS_A_MINUTE
from tests.builders import NOW, an_owner


def test_an_order_is_written_as_the_front_desk_would(ours):
    answer = ours.write(requirements="下午在家", entry_allowed=True)

    assert answer.status_code == 201
    told = answer.json
    assert (told["number"], told["state"], told["state_words"]) == ("2026-00001", "received", "Received")
    assert (told["reference"], told["kind"], told["price_fen"]) == ("A-77", "repair", 1500)
    assert told["where"]["owner"] == {"surname": "王", "address": "ms", "phone": "138****5678"}
    assert [entry["state"] for entry in told["history"]] == ["received"]
    stored = ours.stored(told["number"])
    assert (stored.channel, stored.received_by_id) == (Channel.SYSTEM, ours.system.person_id)


@pytest.mark.both_engines
def test_the_same_key_gives_the_same_order_however_often_it_is_sent(ours):
    first, again = ours.write(key="app-order-1"), ours.write(key="app-order-1")

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json["number"] == again.json["number"]
    assert ours.write(key="app-order-1", reference="another").json["code"] == "system.key_used"
    assert [order["number"] for order in ours.get("/orders")["orders"]] == ["2026-00001"]
    _, token = ours.added("企业微信")
    assert ours.write(key="app-order-1", token=token).json["number"] == "2026-00002"


@pytest.mark.both_engines
def test_sent_many_times_at_the_same_moment_it_is_one_order(ours):
    with ThreadPoolExecutor(6) as many:
        answers = list(many.map(lambda _: ours.write(key="app-order-1"), range(6)))

    assert {answer.json.get("number") for answer in answers} == {"2026-00001"}
    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [201]


def test_what_is_not_on_the_list_becomes_a_question_to_the_supervisor_4_2_3(ours):
    told = ours.write(lines=[{"words": "装一个秋千"}], kind="repair").json

    assert told["lines"][0]["asked"] and told["price_fen"] == 0
    with ours.app.app_context():
        assert db.session.scalars(select(Question.words)).all() == ["装一个秋千"]


LATER = "2026-11-24T10:00:00Z"
REFUSED = [
    ({"room": {"site": "YG", "building": "3栋", "door": "504"}}, 404, "intake.no_such_room"),
    ({"owner_phone": "13800000000"}, 409, "intake.which_owner"),
    ({"lines": [{"item": "WTR-999"}]}, 409, "intake.no_such_item"),
    ({"lines": []}, 409, "intake.kind_missing"),
    ({"lines": [], "kind": "repair"}, 409, "intake.nothing_wanted"),
    ({"wanted_from": "0001-01-01T00:00:00+14:00"}, 409, "intake.not_of_our_time"),
    (
        {"lines": [{"words": "秋千"}], "kind": "repair", "wanted_from": "2026-11-24T10:00:00Z"},
        409,
        "order.question_open",
    ),
    ({"urgent": True}, 422, "body.not_as_described"),
    ({"lines": [{"item": "WTR-008", "quantity_milli": 0}]}, 422, "body.not_as_described"),
    ({"reference": "\u202e51"}, 422, "body.not_as_described"),
    ({"reference": "a\0b"}, 422, "body.not_as_described"),
]


def test_what_cannot_be_is_refused_with_a_code_and_a_sentence(ours):
    for said, status, code in REFUSED:
        answer = ours.write(**said)
        assert (answer.status_code, answer.json["code"]) == (status, code), said
        assert answer.mimetype == "application/problem+json" and answer.json["title"]
    keyless = ours.call("POST", "/orders", json=ours.wanted())
    assert (keyless.status_code, keyless.json["code"]) == (400, "key.missing")
    assert ours.get("/orders")["orders"] == []


def test_the_faults_of_a_body_are_named_at_their_fields_in_the_language_asked_for(ours):
    answer = ours.call(
        "POST",
        "/orders",
        headers={"Idempotency-Key": "app-order-1", "Accept-Language": "zh-CN"},
        json={"room": {"site": "YG"}},
    )
    assert [fault["at"] for fault in answer.json["faults"]] == ["room.building", "room.door"]
    assert answer.json["faults"][0]["words"] == "这一项还没有填。"


def test_the_owner_of_a_shared_room_is_known_by_the_number(ours):
    ours.save(an_owner(ours.wang.room, surname="陈"))
    with ours.app.app_context():
        db.session.execute(update(Owner).where(Owner.id == ours.wang.id).values(phone="13911112222"))
        db.session.commit()

    assert ours.write().json["code"] == "intake.which_owner"
    assert ours.write(owner_phone="13911112222").json["where"]["owner"]["surname"] == "王"


def test_it_is_cancelled_by_the_system_that_wrote_it_and_by_no_other(ours):
    number = ours.write().json["number"]
    _, token = ours.added("企业微信")

    assert ours.cancel(number, token=token).status_code == 404
    told = ours.cancel(number)
    assert (told.status_code, told.json["state"], ours.cancel(number).status_code) == (200, "cancelled", 200)


def test_with_somebody_at_the_door_only_people_cancel(ours):
    number = ours.write().json["number"]
    with ours.app.app_context():
        db.session.execute(update(Order).values(state=OrderState.AT_THE_DOOR))
        db.session.commit()

    answer = ours.cancel(number)
    assert (answer.status_code, answer.json["code"]) == (409, "system.too_late_to_cancel")


def test_without_the_scope_nothing_is_told_of_the_people(ours):
    _, token = ours.added("看板", Scope.ORDERS_READ)
    ours.write(requirements="打 13812345678")

    assert ours.get("/orders", token=token)["orders"][0]["where"] is None
    assert "1381" not in ours.call("GET", "/orders/2026-00001", token=token).text
    answer = ours.write(token=token)
    assert (answer.status_code, answer.json["code"]) == (403, "system.scope_missing")


def test_changes_are_read_page_by_page_and_none_is_passed_over(ours):
    for _ in range(3):
        ours.write()

    first = ours.get("/orders?limit=2")
    second = ours.get(f"/orders?limit=2&after={first['next']}")
    again = ours.get(f"/orders?limit=2&after={second['next']}")

    assert [first["more"], second["more"]] == [True, False]
    assert {order["number"][-1] for order in first["orders"] + second["orders"]} == {"1", "2", "3"}
    # What is about to be committed may be older than the last row: the newest seconds are told again.
    assert len(again["orders"]) == 2 and again["more"]


def test_what_has_long_been_settled_is_not_told_again(ours):
    ours.order_of_the_desk(received_at=NOW - SETTLED_AFTER - timedelta(minutes=1))
    page = ours.get("/orders")
    assert len(page["orders"]) == 1 and ours.get(f"/orders?after={page['next']}")["orders"] == []


def test_an_order_of_the_desk_is_read_and_not_cancelled(ours):
    order = ours.order_of_the_desk()
    told = ours.get(f"/orders/{order.number}")
    assert (told["reference"], [entry["state"] for entry in told["history"]]) == ("", ["received"])
    assert ours.cancel(order.number).status_code == 404


def test_the_catalogue_in_force_is_told(ours):
    told = ours.get("/catalogue")
    assert told["version"] == "2026-3"
    assert {(item["code"], item["price_fen"]) for item in told["items"]} == {("WTR-008", 1500), ("WTR-001", 3000)}


def test_no_good_token_no_answer(ours):
    assert ours.call("GET", "/orders", token="fap_nobody-knows-this-one").status_code == 401
    with ours.app.app_context():
        ours.added("企业微信")
        db.session.get_one(System, ours.system.id).revoked_at = NOW
        db.session.commit()
    assert ours.call("GET", "/orders").status_code == 401


def test_guessing_tokens_is_slowed_down(ours):
    statuses = [ours.call("GET", "/orders", token=f"fap_guessed-{n:020}").status_code for n in range(31)]
    assert statuses[-2:] == [401, 429]


def test_who_asks_too_often_waits(ours, monkeypatch):
    monkeypatch.setattr("fieldapp.web.api.bearer.CALLS_A_MINUTE", 2)
    answers = [ours.call("GET", "/catalogue") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "60" and CALLS_A_MINUTE == 300


@pytest.mark.both_engines
def test_when_a_token_was_last_used_is_noted_by_a_call_that_only_reads(ours):
    ours.get("/catalogue")
    with ours.app.app_context():
        assert db.session.get_one(System, ours.system.id).used_at == NOW


def test_a_page_is_a_few_questions(ours, max_queries):
    for _ in range(3):
        ours.write()
    ours.get("/orders")
    with max_queries(2):
        ours.get("/orders")
    with max_queries(6):
        ours.get("/orders/2026-00001")
