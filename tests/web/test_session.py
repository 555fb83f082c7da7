"""The cookie that says who is signed in."""

from datetime import timedelta

import pytest
import time_machine

from fieldapp import create_app
from fieldapp.config import Settings
from fieldapp.db import db
from fieldapp.domain.people import Person
from fieldapp.passwords import hashed
from tests.builders import NOW, PASSWORD, a_person, li, the_branch


@pytest.fixture(autouse=True)
def _cast(save):
    save(the_branch())
    save(li())


def the_cookie(answer):
    return next(value for value in answer.headers.getlist("Set-Cookie") if value.startswith("session="))


def come_in(client, **more):
    return client.post("/sign-in", data={"login": "li", "password": PASSWORD}, **more)


def test_scripts_cannot_read_the_cookie_and_other_sites_do_not_send_it(client):
    cookie = the_cookie(come_in(client))
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" not in cookie


def test_the_cookie_is_secure_wherever_people_come_by_https(database_url):
    app = create_app(Settings(database_url=database_url, secret_key="test", public_url="https://service.example.com"))
    client = app.test_client()
    answer = come_in(client, headers={"Sec-Fetch-Site": "same-origin"})
    assert "Secure" in the_cookie(answer)
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_a_phone_in_use_stays_signed_in_and_one_in_a_drawer_does_not(client):
    with time_machine.travel(NOW, tick=False) as clock:
        come_in(client)
        for _ in range(3):
            clock.shift(timedelta(days=20))
            assert client.get("/").headers["Location"] == "/my"
        clock.shift(timedelta(days=31))
        assert client.get("/").headers["Location"] == "/sign-in"


def test_the_cookie_is_sent_anew_once_a_day_and_not_each_time(client):
    with time_machine.travel(NOW, tick=False) as clock:
        come_in(client)
        assert "Set-Cookie" not in client.get("/").headers
        clock.shift(timedelta(days=1))
        assert "Set-Cookie" in client.get("/").headers
        assert "Set-Cookie" not in client.get("/").headers


def test_a_new_password_ends_the_sessions_made_with_the_old_one(app, signed_in, client):
    browser = signed_in("li")
    with app.app_context():
        db.session.query(Person).one().password_hash = hashed("another")
        db.session.commit()
    assert browser.get("/").headers["Location"] == "/sign-in"


def test_somebody_who_leaves_is_out_at_once(app, signed_in):
    browser = signed_in("li")
    with app.app_context():
        db.session.query(Person).one().left_at = NOW
        db.session.commit()
    assert browser.get("/").headers["Location"] == "/sign-in"


@pytest.mark.parametrize("kept", ["", "x", "01930000-0000-7000-8000-000000000009.abc", "nonsense.abc"])
def test_a_cookie_that_names_nobody_is_nobody(client, kept):
    with client.session_transaction() as session:
        session["_user_id"] = kept
    assert client.get("/").headers["Location"] == "/sign-in"


def test_who_is_signed_in_costs_one_question(signed_in, max_queries):
    browser = signed_in("li")
    with max_queries(1):
        browser.get("/")


@pytest.mark.parametrize(
    ("roles", "place"),
    [
        (["technician"], "/my"),
        (["supervisor"], "/board"),
        (["desk"], "/desk"),
        (["cashier"], "/office"),
        (["operations"], "/office"),
        (["general"], "/office"),
        (["head"], "/office"),
        (["admin"], "/admin"),
        (["technician", "supervisor"], "/my"),
    ],
)
def test_everyone_has_a_first_screen(save, signed_in, roles, place):
    save(a_person("someone", *roles))
    assert signed_in("someone").get("/").headers["Location"] == place
