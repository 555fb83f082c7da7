"""One's own password, changed under "My account"."""

import re

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.sign_in_event import Door, SignInEvent
from tests.builders import PASSWORD, li, the_branch

ANOTHER = "nobody-guesses-this"


@pytest.fixture(autouse=True)
def _cast(save):
    save(the_branch(), li())


def change(browser, **other):
    return browser.post("/account/password", data={"old": PASSWORD, "password": ANOTHER, "again": ANOTHER} | other)


def test_it_counts_at_once_and_signs_out_everywhere_else(app, client, signed_in):
    here, elsewhere = signed_in("li"), signed_in("li")
    before = here.get_cookie(app.config["SESSION_COOKIE_NAME"]).value

    assert change(here).status_code == 303

    assert here.get("/account").status_code == 200 and elsewhere.get("/account").status_code == 302
    assert here.get_cookie(app.config["SESSION_COOKIE_NAME"]).value != before
    old, new = ({"login": "li", "password": password} for password in (PASSWORD, ANOTHER))
    assert client.post("/sign-in", data=old).status_code == 422 and client.post("/sign-in", data=new).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(SignInEvent).where(SignInEvent.what == Door.NEW_PASSWORD)).one()


def test_the_link_to_ones_appointments_ends_with_the_old_password_and_the_page_says_so(app, client, signed_in):
    """Whoever knew the old one may have made a link, or copied it, and a link asks for no session."""
    browser = signed_in("li")
    assert "data-ended" not in browser.get("/my/calendar").text
    (link,) = re.findall(r"/calendar/[\w-]+\.ics", browser.post("/my/calendar").text)[:1]
    assert client.get(link).status_code == 200

    change(browser)

    assert client.get(link).status_code == 404
    assert "data-ended" in browser.get("/my/calendar").text
    assert "data-ended" not in browser.post("/my/calendar").text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"old": "guessed"}, "不是您的密码"),
        ({"password": "short", "again": "short"}, "至少"),
        ({"again": "nobody-guesses-that"}, "不一样"),
    ],
    ids=["not mine", "too short", "differs"],
)
def test_a_wrong_one_is_said_and_changes_nothing(signed_in, wrong, words):
    browser = signed_in("li")
    refused = change(browser, **wrong)
    assert refused.status_code == 422 and words in refused.text
    assert '<section class="card form" id="password">' in refused.text and PASSWORD not in refused.text
    assert change(browser).status_code == 303


def test_guesses_at_it_are_counted_as_at_the_door(signed_in):
    browser = signed_in("li")
    for _ in range(5):
        change(browser, old="guessed")
    assert "秒" in change(browser).text
