"""A browser lets itself be woken: for whoever is signed in on it, and never by a machine that is no push service."""

import pytest

from fieldapp.db import db
from fieldapp.domain.subscription import MOST, Subscription
from tests.push_reader import Keys, raw, text
from tests.web.push.conftest import rows


def test_the_key_is_what_a_browser_subscribes_with(pushing, signed_in):
    answer = signed_in("chen").get("/push/key")
    assert len(raw(answer.text)) == 65 and answer.mimetype == "text/plain"


def test_without_a_key_there_is_no_push(app, pushing, signed_in, tmp_path):
    app.config["VAPID_KEY"] = str(tmp_path / "nothing.pem")
    assert signed_in("li").get("/push/key").status_code == 503


def test_a_browser_subscribes_and_says_so_at_every_start(app, phone, signed_in):
    browser = signed_in("li")
    first = browser.post("/push/subscriptions", json=phone.subscription)
    again = browser.post("/push/subscriptions", json=phone.subscription | {"expirationTime": 12})
    assert first.status_code == again.status_code == 201 and first.json["id"] == again.json["id"]
    (row,) = rows(app)
    assert row.endpoint == phone.endpoint and row.is_live


def test_who_signs_in_next_on_a_phone_takes_it_over_and_has_proven_nothing(app, phone, signed_in):
    signed_in("li").post("/push/subscriptions", json=phone.subscription)
    with app.app_context():
        row = db.session.query(Subscription).one()
        li_id = row.person_id
        row.prove(at=row.made_at)
        db.session.commit()

    told = signed_in("zhao").post("/push/subscriptions", json=phone.subscription).json

    (row,) = rows(app)
    assert row.person_id != li_id and row.tested_at is None and told["tested_at"] is None


def test_a_browser_ends_it_and_nobody_elses(app, phone, signed_in):
    signed_in("li").post("/push/subscriptions", json=phone.subscription)
    ended = {"endpoint": phone.endpoint, "why": "permission"}
    assert signed_in("zhao").delete("/push/subscriptions", json=ended).status_code == 204
    assert rows(app)[0].is_live
    assert signed_in("li").delete("/push/subscriptions", json=ended).status_code == 204
    assert not rows(app)[0].is_live and rows(app)[0].failure == "permission"
    assert signed_in("li").delete("/push/subscriptions", json={"endpoint": "https://x"}).status_code == 204


def test_nobody_has_more_browsers_than_the_last_few(app, pushing, service, signed_in):
    browser = signed_in("li")
    for _ in range(MOST + 2):
        browser.post("/push/subscriptions", json=service.phone("").subscription)
    assert [row.is_live for row in rows(app)] == [False] * 2 + [True] * MOST


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "http://169.254.169.254/latest"},
        {"endpoint": "https://evil.example/x"},
        {"endpoint": "x" * 2000},
        {"endpoint": 5},
        {"keys": {}},
        {"keys": {"p256dh": "AAAA", "auth": "AAAA"}},
        {"keys": {"p256dh": text(Keys().point), "auth": text(b"x" * 15)}},
        {"device": "no id"},
    ],
)
def test_what_no_browser_gives_is_refused(app, phone, signed_in, wrong):
    assert signed_in("li").post("/push/subscriptions", json=phone.subscription | wrong).status_code == 422
    assert rows(app) == []


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"[]", "application/json", 422),
        (b"{", "application/json", 422),
        (b"\xff", "application/json", 422),
        (b"{}", "text/plain", 415),
        (b'{"x":"' + b"x" * 5000 + b'"}', "application/json", 413),
    ],
)
@pytest.mark.parametrize("place", ["subscriptions", "receipts"])
def test_what_cannot_be_read_is_told_so(pushing, signed_in, place, body, kind, status):
    assert signed_in("li").post(f"/push/{place}", data=body, content_type=kind).status_code == status
