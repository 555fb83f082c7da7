"""Another system is told of each change of its orders: signed, once, again until it has it, and then no more."""

from base64 import b64decode, b64encode
from datetime import timedelta
from hashlib import sha256
from hmac import digest

import pytest
from sqlalchemy import select, update

from fieldapp.channels.receivers import Receivers
from fieldapp.db import db
from fieldapp.domain.announcement import Announcement, News
from fieldapp.domain.journal import Act
from fieldapp.domain.system import System
from fieldapp.domain.timer import HOOK, LEASE, NEVER_ENDED, Timer
from fieldapp.domain.webhook import MOST_ATTEMPTS, HookDelivery, Reach, Webhook, set_webhook
from fieldapp.web.api.data import HookEvent
from tests.builders import NOW
from tests.owners_app import OwnersApp
from tests.receiver import Receiver
from tests.worker.stand_in import killed


@pytest.fixture
def ours(app, save, clock) -> OwnersApp:
    return OwnersApp(app, save)


@pytest.fixture
def receiver(worker):
    with Receiver() as receiver:
        worker.receivers = Receivers(receiver.host)
        yield receiver
        worker.receivers.clear()


@pytest.fixture
def listen(app, ours, receiver):
    """The company's app wants to hear of these."""

    def listen(reach: Reach = Reach.OWN, *news: News) -> Webhook:
        with app.app_context():
            act = Act.here(by_id=ours.admin.id, now=NOW)
            system = db.session.get_one(System, ours.system.id)
            told = frozenset(news or News)
            webhook = set_webhook(db.session(), system, address=receiver.address, reach=reach, news=told, act=act)
            db.session.commit()
            return webhook

    return listen


@pytest.mark.both_engines
def test_each_change_of_its_order_is_told_once_and_signed(app, ours, receiver, listen, go_round):
    webhook = listen()
    number = ours.write().json["number"]
    ours.order_of_the_desk()
    go_round()
    ours.cancel(number)
    go_round()

    events = [HookEvent.model_validate_json(post.body, strict=True) for post in receiver.posts]
    assert [event.type for event in events] == [News.WAITING, News.ENDED]
    assert [(event.data.number, event.data.reference, event.data.state) for event in events] == [
        (number, "A-77", "received"),
        (number, "A-77", "cancelled"),
    ]
    for post in receiver.posts:
        over = f"{post.headers['webhook-id']}.{post.headers['webhook-timestamp']}.".encode() + post.body
        mine = b64encode(digest(b64decode(webhook.secret.removeprefix("whsec_")), over, sha256)).decode()
        assert post.headers["webhook-signature"] == f"v1,{mine}"
    assert len({post.headers["webhook-id"] for post in receiver.posts}) == 2


def test_what_is_not_taken_comes_again_the_same_under_the_same_id(app, ours, receiver, listen, go_round, clock):
    receiver.answers = [503, 302]
    listen(Reach.OWN, News.WAITING)
    number = ours.write().json["number"]
    ours.cancel(number)  # of no interest here
    for _ in range(3):
        go_round()
        clock.shift(timedelta(minutes=5))

    first, second, third = receiver.posts
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == third.headers["webhook-id"]
    assert first.body == second.body == third.body
    assert first.headers["webhook-timestamp"] != third.headers["webhook-timestamp"]
    with app.app_context():
        (delivery,) = db.session.scalars(select(HookDelivery))
        assert delivery.tried == 3 and delivery.accepted_at and delivery.words == ""


@pytest.mark.both_engines
def test_words_that_no_database_keeps_do_not_stop_it_from_being_written_down(app, ours, receiver, listen, go_round):
    receiver.answers, receiver.words = [500], b"out of \0 order\x1b[2J"
    listen(Reach.OWN, News.WAITING)
    ours.write()
    go_round()
    with app.app_context():
        (delivery,) = db.session.scalars(select(HookDelivery))
        assert (delivery.tried, delivery.words) == (1, "500 out of  order[2J")


def test_the_administrator_sees_what_did_not_get_through_and_sends_it_again(
    app, ours, receiver, listen, go_round, signed_in, clock
):
    listen()
    number = ours.write().json["number"]
    receiver.answers = [500, 500]
    go_round(1)
    with app.app_context():
        db.session.execute(update(Timer).where(Timer.topic == HOOK).values(most_attempts=2))
        db.session.commit()
    clock.shift(timedelta(minutes=5))
    go_round()

    browser, path = signed_in("admin"), f"/admin/systems/{ours.system.id}"
    page = browser.get(path).text
    assert number in page and "没送到" in page
    with app.app_context():
        delivery_id = db.session.scalars(select(HookDelivery.id)).one()
    assert browser.post(f"{path}/deliveries/{delivery_id}").status_code == 303
    go_round()
    assert len(receiver.posts) == 3 and "没送到" not in browser.get(path).text


def test_what_nobody_lives_to_tell_is_given_up(app, ours, listen, worker, monkeypatch, go_round, clock):
    monkeypatch.setattr(worker.receivers, "send", killed)
    listen()
    ours.write()
    for _ in range(MOST_ATTEMPTS + 1):
        go_round()
        clock.shift(LEASE)
    with app.app_context():
        (delivery,) = db.session.scalars(select(HookDelivery))
        assert delivery.failed_at and delivery.words == NEVER_ENDED
        assert db.session.scalars(select(Webhook.ended_at)).one() is None


def test_who_is_gone_is_told_nothing_more(app, ours, receiver, listen, go_round, signed_in):
    receiver.answers = [410]
    listen()
    ours.write()
    go_round()
    ours.write()
    go_round()
    assert len(receiver.posts) == 1
    with app.app_context():
        assert db.session.scalars(select(Webhook.ended_by_receiver)).one()
    assert "对方说地址已经停用" in signed_in("admin").get(f"/admin/systems/{ours.system.id}").text


def test_a_system_may_hear_of_every_order_that_comes_in_from_then_on(app, ours, receiver, listen, go_round, signed_in):
    ours.order_of_the_desk()
    listen(Reach.ALL)
    _, token = ours.added("企业微信")
    number = ours.write(token=token).json["number"]
    go_round()
    assert [HookEvent.model_validate_json(post.body).data.number for post in receiver.posts] == [number]
    with app.app_context():
        assert len(db.session.scalars(select(Announcement.id)).all()) == 1
