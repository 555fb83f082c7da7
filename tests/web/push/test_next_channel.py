"""An emergency's next channel goes out at once, whichever failed and however: real channels, a real worker, faults.

Each fault is injected at the push service; beside it stands an SMS gateway. Measured is the time from the moment at
which the message was written until the gateway has it, in one process with everything else.
"""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import HTTPServer
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import select

from fieldapp.channels.installed import channels
from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.message import Delivery, Message, MessageKind
from fieldapp.domain.other_channel import write_down
from fieldapp.domain.people import Person
from fieldapp.domain.subscription import Subscription
from fieldapp.worker.rounds import Worker
from tests.builders import BRANCH_ID
from tests.channels.test_others import LEAK, gateway
from tests.push_service import Browser, Fault, PushService

__all__ = ["gateway"]  # a fixture

# Two seconds are promised; a machine that is busy with other tests gets more. Who waited until a way that failed is
# tried again would wait longer than this.
WITHIN = timedelta(seconds=10)
FAULTS: dict[str, Callable[[PushService, Browser], None]] = {
    **{
        # At every try: it is tried again after a second, and on a slow machine nobody has looked by then.
        str(status): lambda service, phone, status=status: service.then(status, times=100)
        for status in (400, 401, 403, 413, 429, 500, 502, 503)
    },
    "404": lambda service, phone: setattr(phone, "gone", 404),
    "410": lambda service, phone: setattr(phone, "gone", 410),
    "429, come back in an hour": lambda service, phone: service.then(429, retry_after=3600),
    "ends without a word": lambda service, phone: service.then(0, times=100),
    "another installation's key": lambda service, phone: setattr(phone, "key", "another"),
    "nobody listens": lambda service, phone: (service.server.shutdown(), service.server.server_close()),
}


@pytest.fixture
def worker(pushing: Flask, gateway: HTTPServer) -> Iterator[Worker]:
    """With web push and, behind it, an SMS gateway."""
    pushing.config["CHANNELS"] = f"sms=json://127.0.0.1:{gateway.server_address[1]}/{{phone}}"
    with pushing.app_context():
        write_down(db.session(), [("sms", True)])
        db.session.commit()
        installed = channels(pushing.config)
        installed["sms"].send(installed["sms"].address(db.session(), li_of(pushing)), LEAK)  # the library is slow once
        db.session.rollback()
    gateway.asked.clear()
    worker = Worker(pushing, installed, threads=2)
    going = Thread(target=worker.run, daemon=True)
    going.start()
    yield worker
    worker.stop()
    going.join(10)


def li_of(app: Flask):
    return db.session.scalars(select(Person.id).where(Person.login == "li")).one()


def emergency(app: Flask) -> None:
    with app.app_context():
        facts = {"key": f"d {now().timestamp()}", "at": now(), "branch_id": BRANCH_ID, "urgent": True}
        db.session.add(Message.to(li_of(app), MessageKind.DRILL, **facts))
        db.session.commit()


def record(app: Flask) -> list[Delivery]:
    with app.app_context():
        return list(db.session.scalars(select(Delivery).order_by(Delivery.rank)))


def until(true: Callable[[], bool], within: float = 15) -> None:
    end = time.monotonic() + within
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    assert true()


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_goes_wrong_the_next_channel_has_it_at_once_and_it_is_on_the_record(
    pushing, worker, gateway, service, phone, signed_in, fault
):
    signed_in("li").post("/push/subscriptions", json=phone.subscription)
    FAULTS[fault](service, phone)

    emergency(pushing)
    until(lambda: bool(gateway.asked))

    until(lambda: record(pushing)[-1].accepted_at is not None)
    push, sms = record(pushing)[:2]
    assert (push.channel, sms.channel) == ("push", "sms")
    assert push.failure and push.failure_words, "Why it failed stands beside it"
    assert push.accepted_at is None and sms.accepted_at - push.sent_at < WITHIN


def test_a_push_service_that_hangs_is_not_waited_for(pushing, worker, gateway, service, phone, signed_in):
    signed_in("li").post("/push/subscriptions", json=phone.subscription)
    service.always = Fault(201, after=60)  # longer than anybody here waits
    emergency(pushing)
    until(lambda: bool(gateway.asked))
    assert service.statuses == [], "It has not even answered"
    assert record(pushing)[0].failure == "retry"


def test_a_phone_that_is_gone_is_forgotten_and_not_called_again(pushing, worker, gateway, service, phone, signed_in):
    signed_in("li").post("/push/subscriptions", json=phone.subscription)
    phone.gone = 410
    emergency(pushing)
    until(lambda: len(gateway.asked) == 1)
    emergency(pushing)
    until(lambda: len(gateway.asked) == 2)
    with pushing.app_context():
        assert not db.session.scalars(select(Subscription)).one().is_live
    assert service.statuses == [410]
