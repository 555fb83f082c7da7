"""The phone's word that a message arrived: good with its token alone, whoever is signed in by then."""

from datetime import UTC, datetime

from fieldapp.db import db
from fieldapp.domain.feed import FEED
from fieldapp.domain.message import Delivery
from tests.builders import BRANCH_ID
from tests.web.push.conftest import rows, sent_to


def stored(app, delivery) -> Delivery:
    with app.app_context():
        return db.session.get_one(Delivery, delivery.id)


def subscribed(phone, browser):
    return browser.post("/push/subscriptions", json=phone.subscription).json["id"]


def on_its_way(app, phone, signed_in) -> Delivery:
    subscribed(phone, signed_in("li"))
    return sent_to(app, rows(app)[0].id)


def test_a_receipt_needs_no_login_and_proves_the_way(app, phone, signed_in, client):
    delivery = on_its_way(app, phone, signed_in)
    said = {"token": delivery.receipt_token, "at": "2026-11-23T02:41:03.5Z"}
    assert client.post("/push/receipts", json=said).status_code == 204
    now = stored(app, delivery)
    assert now.received_at and now.received_device_at == datetime(2026, 11, 23, 2, 41, 3, 500_000, UTC)
    assert now.received_told_at and now.opened_at is None
    assert rows(app)[0].tested_at == now.received_at


def test_said_again_it_changes_nothing(app, phone, signed_in, client):
    delivery = on_its_way(app, phone, signed_in)
    client.post("/push/receipts", json={"token": delivery.receipt_token})
    before = stored(app, delivery).received_at
    assert client.post("/push/receipts", json={"token": delivery.receipt_token}).status_code == 204
    assert stored(app, delivery).received_at == before


def test_what_was_opened_has_arrived(app, phone, signed_in, client):
    delivery = on_its_way(app, phone, signed_in)
    client.post("/push/receipts", json={"token": delivery.receipt_token, "event": "opened", "at": "2026-11-23T02:41"})
    now = stored(app, delivery)
    assert now.opened_at and now.received_at and now.opened_device_at is None, "A clock without a zone says nothing"


def test_a_token_that_nobody_was_given_is_not_there(pushing, client):
    assert client.post("/push/receipts", json={"token": "x" * 32}).status_code == 404
    assert client.post("/push/receipts", json={"token": ""}).status_code == 422


def test_another_site_cannot_say_it(app, phone, signed_in, client):
    delivery = on_its_way(app, phone, signed_in)
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert client.post("/push/receipts", json={"token": delivery.receipt_token}, headers=elsewhere).status_code == 403


def feed_of(app) -> int:
    with app.app_context():
        return int(db.session.scalar(FEED, {"branch_id": BRANCH_ID}) or 0)


def test_the_board_looks_again_when_a_phone_has_proved_itself_and_not_at_each_message(app, phone, signed_in, client):
    delivery = on_its_way(app, phone, signed_in)
    before = feed_of(app)
    client.post("/push/receipts", json={"token": delivery.receipt_token})
    after = feed_of(app)
    assert after > before
    another = sent_to(app, rows(app)[0].id, "drill 2")
    client.post("/push/receipts", json={"token": another.receipt_token})
    assert feed_of(app) == after


def test_the_board_looks_again_when_somebody_comes_on_duty_or_takes_their_consent_back(app, phone, signed_in):
    browser = signed_in("li")
    numbers = [feed_of(app)]
    browser.post("/my/phone/duty", data={"duty": "on"})
    numbers.append(feed_of(app))
    subscribed(phone, browser)
    browser.delete("/push/subscriptions", json={"endpoint": phone.subscription["endpoint"], "why": "permission"})
    numbers.append(feed_of(app))
    assert sorted(set(numbers)) == numbers
