"""A PIN of one's own: chosen with the password, it opens a screen that was put away, and the phone's other side."""

import hashlib

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.pin import Pin
from tests.builders import PASSWORD, li, sun, the_branch

FIGURES = "4827"


@pytest.fixture(autouse=True)
def _cast(save):
    save(the_branch(), li(), sun())


def choose(browser, **other):
    return browser.post("/account/pin", data={"pin": FIGURES, "again": FIGURES, "password": PASSWORD} | other)


@pytest.fixture
def tablet(signed_in):
    """Sun's tablet, put away; she has a PIN."""
    browser = signed_in("sun")
    assert choose(browser).status_code == 303
    put_away(browser)
    return browser


def put_away(browser):
    answer = browser.post("/locked", headers={"Referer": "http://localhost/board?day=2026-11-24"})
    assert answer.location == "/locked" and answer.headers["Clear-Site-Data"] == '"cache"'


def test_a_pin_is_chosen_with_the_password_and_neither_is_kept_as_it_was_typed(app, signed_in):
    browser = signed_in("li")
    assert "不是您的密码" in choose(browser, password="wrong").text
    assert choose(browser, again="4828").status_code == 422
    assert choose(browser).status_code == 303

    with app.app_context():
        pin = db.session.scalars(select(Pin)).one()
    rounds, salt, proof = pin.proof.split(".")
    again = hashlib.pbkdf2_hmac("sha256", FIGURES.encode(), bytes.fromhex(salt), int(rounds))
    assert again.hex() == proof and FIGURES not in pin.pin_hash
    assert f'data-pin="{pin.proof}"' in browser.get("/my").text

    assert browser.post("/account/pin/end", data={"password": PASSWORD}).status_code == 303
    assert 'data-pin=""' in browser.get("/my").text


def test_a_pin_costs_no_page_a_question(signed_in, max_queries):
    browser = signed_in("sun")
    browser.get("/board")  # what the first page of a process asks, it asks once
    with max_queries(8) as without:
        browser.get("/board")
    choose(browser)
    with max_queries(len(without)):
        assert '<idle-lock data-minutes="5">' in browser.get("/board").text


def test_a_screen_that_was_put_away_shows_nothing_and_opens_by_the_pin_where_it_was(tablet):
    for path in ("/board", "/", "/account", "/desk/orders"):
        assert tablet.get(path).location == "/locked", path
    assert tablet.get("/live?since=0").status_code == 401
    assert tablet.post("/account/pin/end", data={"password": PASSWORD}).location == "/locked"
    assert "孙" in tablet.get("/locked").text

    wrong = tablet.post("/locked/end", data={"pin": "0000"})
    assert wrong.status_code == 422 and "还可以试 4 次" in wrong.text
    assert tablet.post("/locked/end", data={"pin": FIGURES}).location == "/board?day=2026-11-24"
    assert tablet.get("/board").status_code == 200


@pytest.mark.both_engines
def test_after_five_wrong_ones_the_pin_opens_nothing_and_the_password_does(tablet):
    for _ in range(5):
        assert tablet.post("/locked/end", data={"pin": "0000"}).status_code == 422
    spent = tablet.post("/locked/end", data={"pin": FIGURES})
    assert spent.status_code == 422 and 'name="password"' in spent.text

    assert tablet.post("/locked/end", data={"password": "wrong"}).status_code == 422
    assert tablet.post("/locked/end", data={"password": PASSWORD}).status_code == 303
    put_away(tablet)
    assert tablet.post("/locked/end", data={"pin": FIGURES}).status_code == 303


def test_without_a_pin_nothing_is_put_away(signed_in):
    browser = signed_in("sun")
    assert browser.post("/locked").location == "/"
    assert "idle-lock" not in browser.get("/board").text
    assert browser.get("/locked").location == "/"


def test_somebody_else_signs_out_of_a_screen_that_was_put_away(tablet):
    assert tablet.post("/sign-out").status_code == 303
    assert tablet.get("/locked").location.startswith("/sign-in")


def test_the_password_opens_a_phone_too_and_the_lock_is_kept_for_where_there_is_no_signal(signed_in):
    browser = signed_in("li")
    files = browser.get("/my/day.json").json["files"]
    for script in ("js/pin/lock.js", "js/pin/proof.js"):
        assert any(file.endswith(script) for file in files), script
    assert browser.post("/account/pin/forgotten", data={"password": PASSWORD}).status_code == 204
    assert browser.post("/account/pin/forgotten", data={"password": "x"}).status_code == 422
