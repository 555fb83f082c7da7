"""The drill of a shift: a real message goes out and has to come back; the open page rings where there is no push."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.message import Delivery, Message, MessageKind
from fieldapp.domain.open_app import OpenApp
from fieldapp.domain.rings import rings_of
from fieldapp.domain.telling import try_ranks
from fieldapp.domain.timer import Timer
from fieldapp.web.message_words import About
from tests.web.push.conftest import rows


@pytest.fixture
def subscribed(app, phone, signed_in) -> str:
    """Li's phone, which answered yesterday."""
    id = signed_in("li").post("/push/subscriptions", json=phone.subscription).json["id"]
    with app.app_context():
        rows_of_li = rows(app)[0]
        rows_of_li.prove(at=now() - timedelta(days=1))
        db.session.merge(rows_of_li)
        db.session.commit()
    return id


def test_the_open_page_is_asked_for_all_that_the_words_of_an_order_are_made_of():
    asked = rings_of(UUID(int=0), now()).selected_columns.keys()
    assert set(About.__slots__) <= set(asked)


def on_its_way(app, drill: str) -> Delivery:
    """What the worker does with the message first."""
    with app.app_context():
        message = db.session.get_one(Message, UUID(drill))
        (delivery,) = try_ranks(db.session(), message, after=0, at=now())
        db.session.commit()
        return delivery


def standing(browser):
    return browser.get("/push/drills").json


def test_a_drill_is_an_urgent_message_to_this_phone_alone(app, subscribed, signed_in, service, phone):
    other = signed_in("li").post("/push/subscriptions", json=service.phone(phone.key).subscription).json["id"]
    drill = signed_in("li").post("/push/drills", json={"way": subscribed}).json["id"]
    delivery = on_its_way(app, drill)
    with app.app_context():
        message = db.session.get_one(Message, UUID(drill))
        assert message.kind is MessageKind.DRILL and message.is_urgent and str(delivery.way_id) == subscribed != other
        assert db.session.scalar(select(Timer.urgent).where(Timer.key == Message.timer_key(message.key)))


def test_it_is_green_once_the_phone_itself_has_answered(app, subscribed, signed_in, client):
    li = signed_in("li")
    li.post("/my/phone/duty", data={"duty": "on"})
    assert standing(li)["readiness"] == "untested"
    drill = li.post("/push/drills", json={"way": subscribed}).json["id"]
    assert li.get(f"/push/drills/{drill}").json["state"] == "queued"
    delivery = on_its_way(app, drill)

    client.post("/push/receipts", json={"token": delivery.receipt_token})

    told = li.get(f"/push/drills/{drill}").json
    assert told["state"] == "received" and 0 <= told["seconds"] < 60
    assert standing(li)["readiness"] == "ready" and standing(li)["tested_at"]


@pytest.mark.parametrize(
    "said", ["[" * 1020, '{"way": [1]}', '{"way": "x"}', "no JSON"], ids=["deep", "list", "word", "text"]
)
def test_what_no_page_of_ours_sends_begins_no_drill(signed_in, subscribed, said):
    answer = signed_in("li").post("/push/drills", data=said, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422


def test_while_it_is_tried_again_nothing_is_proven(app, subscribed, signed_in, client):
    li = signed_in("li")
    li.post("/my/phone/duty", data={"duty": "on"})
    delivery = on_its_way(app, li.post("/push/drills", json={"way": subscribed}).json["id"])
    client.post("/push/receipts", json={"token": delivery.receipt_token})
    li.post("/push/drills", json={"way": subscribed})
    assert standing(li)["readiness"] == "untested"


def test_a_permission_that_was_revoked_makes_the_phone_unready_at_once(app, subscribed, phone, signed_in, client):
    li = signed_in("li")
    li.post("/my/phone/duty", data={"duty": "on"})
    delivery = on_its_way(app, li.post("/push/drills", json={"way": subscribed}).json["id"])
    client.post("/push/receipts", json={"token": delivery.receipt_token})
    li.delete("/push/subscriptions", json={"endpoint": phone.endpoint, "why": "permission"})
    assert standing(li)["readiness"] == "no_way"


def test_without_push_the_open_page_rings_and_counts(app, pushing, signed_in, client):
    li = signed_in("li")
    li.post("/my/phone/duty", data={"duty": "on"})
    drill = li.post("/push/drills", json={"way": "app"}).json["id"]
    on_its_way(app, drill)

    heard = li.get("/push/rings").json

    assert heard["on_duty"] and [ring["kind"] for ring in heard["rings"]] == ["drill"]
    client.post("/push/receipts", json={"token": heard["rings"][0]["token"]})
    assert li.get("/push/rings").json["rings"] == [], "It rings once"
    assert standing(li)["readiness"] == "ready"
    with app.app_context():
        page = db.session.scalars(select(OpenApp)).one()
        page.heard_at -= timedelta(minutes=4)
        db.session.commit()
    assert standing(li)["readiness"] == "no_way", "A page that was put away falls silent"


def test_on_duty_and_off_duty_as_it_is_pressed(pushing, signed_in):
    li = signed_in("li")
    assert standing(li)["until"] is None and standing(li)["readiness"] == "off_duty"
    assert li.post("/my/phone/duty", data={"duty": "on"}).status_code == 303
    assert standing(li)["until"] is not None
    assert li.post("/my/phone/duty", data={"duty": "on"}).status_code == 303
    li.post("/my/phone/duty", data={"duty": "off"})
    assert standing(li)["until"] is None


@pytest.mark.parametrize(("way", "status"), [("nothing", 422), (None, 422), ([], 422), (str(UUID(int=1)), 404)])
def test_only_ones_own_phone_is_tried(pushing, signed_in, way, status):
    assert signed_in("li").post("/push/drills", json={"way": way}).status_code == status


def test_anothers_phone_and_anothers_drill_are_not_there(app, subscribed, signed_in):
    assert signed_in("zhao").post("/push/drills", json={"way": subscribed}).status_code == 404
    drill = signed_in("li").post("/push/drills", json={"way": subscribed}).json["id"]
    assert signed_in("zhao").get(f"/push/drills/{drill}").status_code == 404
    assert signed_in("chen").get("/push/rings").status_code == 404


def test_the_page_of_the_phone_has_the_drill_and_says_what_it_is_for(pushing, signed_in):
    page = signed_in("li").get("/my/phone").text
    assert "<shift-drill" in page and "急单从报修到上门只有十分钟" in page
