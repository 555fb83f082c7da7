"""Web push: what arrives, what is said of what does not, and what is never sent."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from urllib3 import Timeout

from fieldapp.channels.push_services import PushServices
from fieldapp.channels.web_push import MOST_BYTES, Outcome, Push, Subscription, Urgency, WebPush
from tests.push_reader import Keys, text, vouched
from tests.push_service import Browser

LEAK = Push("急 3-503 爆管 8分".encode(), timedelta(minutes=10), Urgency.HIGH, "dispatch 7")


def now() -> datetime:
    return datetime.now(UTC)


def of(phone: Browser) -> Subscription:
    return Subscription(phone.endpoint, **phone.keys.told())


@pytest.fixture
def phone(service, vapid):
    return service.phone(vapid.public_key)


def test_a_message_arrives_as_it_was_written(web_push, service, phone):
    answer = web_push.send(LEAK, of(phone), now())
    assert (answer.outcome, answer.status) == (Outcome.ACCEPTED, 201)
    assert answer.location == phone.arrived[0].location
    assert phone.payloads == ["急 3-503 爆管 8分".encode()]


def test_each_message_has_its_own_time_to_live_and_urgency(web_push, phone):
    web_push.send(replace(LEAK, ttl=timedelta(hours=24)), of(phone), now())
    web_push.send(replace(LEAK, ttl=timedelta(), urgency=Urgency.LOW, key=""), of(phone), now())
    web_push.send(LEAK, of(phone), now())
    assert [(each.ttl, each.urgency) for each in phone.arrived] == [(86400, "high"), (0, "low"), (600, "high")]


def test_a_newer_message_of_the_same_key_replaces_one_that_a_sleeping_phone_has_not_had(web_push, phone):
    phone.asleep = True
    for payload, key in ((b"1", "dispatch 7"), (b"2", "dispatch 8"), (b"3", "dispatch 7")):
        web_push.send(replace(LEAK, payload=payload, key=key), of(phone), now())
    phone.wake()
    assert sorted(phone.payloads) == [b"2", b"3"]


def test_the_word_is_for_that_push_service_with_its_port_and_signed_once(web_push, service, phone, vapid):
    headers = [web_push.encrypted(LEAK, of(phone), web_push.services.endpoint(phone.endpoint), now())[1] for _ in "ab"]
    assert headers[0]["Authorization"] == headers[1]["Authorization"]
    assert vouched(headers[0]["Authorization"], phone.endpoint)["aud"] == f"http://{service.host}"

    later = now() + timedelta(hours=11, minutes=30)
    assert vapid.authorization(f"http://{service.host}", later) != headers[0]["Authorization"], "It runs out soon"


def test_connections_are_kept(web_push, service, phone):
    for _ in range(5):
        web_push.send(LEAK, of(phone), now())
    assert service.connections == 1


@pytest.mark.parametrize("size", [0, 1, 248, MOST_BYTES])
def test_up_to_the_most_a_push_service_takes(web_push, phone, size):
    assert web_push.send(replace(LEAK, payload=b"x" * size), of(phone), now()).outcome is Outcome.ACCEPTED
    assert phone.payloads == [b"x" * size]


def test_what_is_too_large_is_not_sent(web_push, service, phone):
    answer = web_push.send(replace(LEAK, payload=b"x" * (MOST_BYTES + 1)), of(phone), now())
    assert answer.outcome is Outcome.REFUSED and not answer.again and not service.statuses


@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_has_ended_is_to_be_forgotten(web_push, phone, status):
    phone.gone = status
    assert web_push.send(LEAK, of(phone), now()).outcome is Outcome.GONE


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        *((400, Outcome.REFUSED), (401, Outcome.REFUSED), (403, Outcome.REFUSED), (413, Outcome.REFUSED)),
        *((429, Outcome.LATER), (500, Outcome.LATER), (503, Outcome.LATER), (0, Outcome.UNREACHABLE)),
    ],
)
def test_every_refusal_says_whether_to_try_again(web_push, service, phone, status, outcome):
    service.then(status)
    answer = web_push.send(LEAK, of(phone), now())
    assert answer.outcome is outcome
    assert answer.again is (outcome in {Outcome.LATER, Outcome.UNREACHABLE})
    assert web_push.send(LEAK, of(phone), now()).outcome is Outcome.ACCEPTED, "The next one goes out all the same"


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        *(("3", 3), ("0", 0), ("86400", 600), ("", None), ("soon", None)),
        *(("Wed, 25 Nov 2026 10:00:30 GMT", 30), ("Wed, 25 Nov 2026 09:00:00 GMT", 0)),
    ],
)
def test_a_busy_push_service_says_when_to_come_back(web_push, service, phone, said, rest):
    service.then(429, retry_after=said)
    answer = web_push.send(LEAK, of(phone), datetime(2026, 11, 25, 10, 0, tzinfo=UTC))
    assert answer.rest == (None if rest is None else timedelta(seconds=rest))


def test_a_push_service_that_does_not_answer_is_not_waited_for(web_push, service, phone, monkeypatch):
    monkeypatch.setattr("fieldapp.channels.web_push.IN_AN_EMERGENCY", Timeout(total=0.2))
    service.then(201, after=1)
    assert web_push.send(LEAK, of(phone), now()).outcome is Outcome.UNREACHABLE, "It would have said 201 in the end"


def test_the_key_of_another_installation_is_refused(service, web_push):
    phone = service.phone(text(Keys().point))
    assert web_push.send(LEAK, of(phone), now()).status == 403


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        *(("", ""), ("AAAA", text(b"x" * 16)), (text(b"\4" + b"\1" * 64), text(b"x" * 16)), ("不", "好")),
        (text(Keys().point), text(b"x" * 15)),
        (text(b"\6" + Keys().point[1:]), text(b"x" * 16)),
    ],
    ids=["nothing", "too short", "no point of the curve", "not of this alphabet", "a short secret", "another form"],
)
def test_keys_that_no_browser_made_are_never_encrypted_for(web_push, service, phone, p256dh, auth):
    answer = web_push.send(LEAK, Subscription(phone.endpoint, p256dh, auth), now())
    assert answer.outcome is Outcome.GONE and not service.statuses


def test_an_endpoint_elsewhere_is_never_called(vapid, service, phone):
    real = WebPush(vapid, PushServices())
    assert real.send(LEAK, of(phone), now()).outcome is Outcome.GONE
    assert not service.statuses


def test_the_payload_is_utf8_not_escapes(web_push, phone):
    words = json.dumps({"title": "急" * 220}, ensure_ascii=False).encode()
    web_push.send(replace(LEAK, payload=words), of(phone), now())
    assert len(phone.payloads[0]) < 700
