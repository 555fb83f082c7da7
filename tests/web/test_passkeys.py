"""A passkey stands for login and password: once for each question, from our own address, until it is removed."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.admin_journal import AdminEntry
from fieldapp.domain.passkey import MOST, Passkey
from fieldapp.domain.people import Role
from tests.authenticator import Authenticator
from tests.builders import NOW, PASSWORD, a_person, chen, li, new_id, the_branch

ASK, ADD = "/account/passkeys/challenge", "/account/passkeys"
COME, COME_IN = "/sign-in/passkey/challenge", "/sign-in/passkey"


@pytest.fixture
def cast(save):
    people = {"li": li(), "chen": chen()}
    with time_machine.travel(NOW) as clock:
        save(the_branch(), *people.values())
        people["clock"] = clock
        yield people


@pytest.fixture
def mine(cast, signed_in):
    """Li's device with a passkey that he has just added."""
    device = Authenticator()
    add(signed_in("li"), device)
    return device


def add(browser, device):
    asked = browser.post(ASK, data={"name": "工作手机", "password": PASSWORD})
    assert asked.status_code == 200, asked.text
    answer = browser.post(ADD, data={"credential": device.make(asked.json)})
    assert answer.status_code == 200, answer.text
    return answer


def come_in(browser, device, **more):
    asked = browser.post(COME)
    return browser.post(COME_IN, data={"credential": device.sign(asked.json), **more})


def test_the_administrator_takes_away_the_passkey_of_a_device_that_is_lost(app, save, cast, signed_in, mine):
    save(a_person("boss", Role.ADMIN, name="曹亮"))
    office, where = signed_in("boss"), f"/admin/people/{cast['li'].id}"
    assert "工作手机" in office.get(where).text
    with app.app_context():
        key = db.session.scalars(select(Passkey)).one().id
    assert office.post(f"/admin/people/{cast['chen'].id}/passkeys/{key}/end").status_code == 404
    assert office.post(f"{where}/passkeys/{key}/end").location == f"{where}#passkeys"
    assert "已经不在这里" in come_in(app.test_client(), mine).text and "工作手机" not in office.get(where).text
    with app.app_context():
        assert db.session.scalars(select(AdminEntry.what).order_by(AdminEntry.id.desc())).first() == "passkey_ended"


@pytest.mark.both_engines
def test_a_passkey_is_added_with_the_password_signs_in_and_does_no_more_once_it_is_removed(
    app, client, cast, signed_in, mine
):
    page = signed_in("li").get("/account").text
    assert "工作手机" in page and "还没用过" in page

    answer = come_in(client, mine, next="/my/catalogue")
    assert answer.json == {"onwards": "/my/catalogue"}
    page = client.get("/account").text
    assert "还没用过" not in page

    with app.app_context():
        passkey = db.session.scalars(select(Passkey)).one()
    assert passkey.signed == 1 and client.post(f"/account/passkeys/{passkey.id}/end").status_code == 303
    refused = come_in(app.test_client(), mine)
    assert refused.status_code == 422 and "已经不在这里" in refused.text
    with app.app_context():
        told = db.session.execute(select(AdminEntry.what, AdminEntry.facts).order_by(AdminEntry.id)).all()
    assert [tuple(row) for row in told] == [(f"passkey_{what}", {"name": "工作手机"}) for what in ("added", "removed")]


def test_somebody_elses_passkey_is_not_removed(app, cast, signed_in, mine):
    with app.app_context():
        passkey = db.session.scalars(select(Passkey.id)).one()
    assert signed_in("chen").post(f"/account/passkeys/{passkey}/end").status_code == 404


def test_without_the_password_no_passkey_is_made(cast, signed_in):
    refused = signed_in("li").post(ASK, data={"name": "x", "password": "wrong"})
    assert refused.status_code == 422 and "不是您的密码" in refused.text


def test_an_answer_is_good_once(app, client, mine):
    asked = client.post(COME)
    cookie = client.get_cookie("session")
    said = mine.sign(asked.json)
    assert client.post(COME_IN, data={"credential": said}).status_code == 200
    thief = app.test_client()
    thief.set_cookie("session", cookie.value)
    mine.signed -= 1  # a key that counts nothing would not give it away
    assert thief.post(COME_IN, data={"credential": mine.sign(asked.json)}).status_code == 422


def test_a_key_that_was_copied_is_known_by_its_count(app, client, mine):
    assert come_in(client, mine).status_code == 200
    mine.signed = 0
    assert come_in(app.test_client(), mine).status_code == 422


def test_the_question_is_forgotten_after_five_minutes(client, cast, mine):
    asked = client.post(COME)
    cast["clock"].shift(timedelta(minutes=6))
    late = client.post(COME_IN, data={"credential": mine.sign(asked.json)})
    assert late.status_code == 422 and "太久" in late.text


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("origin", "https://elsewhere.example"), ("recognises", False), ("user", new_id().bytes), ("id", b"another")],
    ids=["another-page", "nobody-recognised", "somebody-else", "unknown"],
)
def test_what_another_page_signed_or_nobody_confirmed_proves_nothing(client, mine, name, wrong):
    setattr(mine, name, wrong)
    assert come_in(client, mine).status_code == 422


def test_nonsense_is_refused_in_words_and_soon_not_read_at_all(client, cast):
    for nonsense in ("", "{}", "[]", '{"id": 1}', '{"id": "a", "rawId": "a", "type": [], "response": {}}'):
        client.post(COME)
        assert client.post(COME_IN, data={"credential": nonsense}).status_code == 422
    answers = [client.post(COME_IN).status_code for _ in range(16)]
    assert answers[-1] == 429


def test_nobody_has_more_than_ten(app, save, cast, signed_in):
    for number in range(MOST):
        save(Passkey(person_id=cast["li"].id, credential=f"{number}", public_key=b"", signed=0, name="", made_at=NOW))
    refused = signed_in("li").post(ASK, data={"name": "x", "password": PASSWORD})
    assert refused.status_code == 422 and f"{MOST}" in refused.text


@pytest.mark.parametrize(
    ("public", "asked_at", "place"),
    [
        ("https://service.example.com", "service.example.com", "service.example.com"),
        ("http://127.0.0.1:8000", "localhost:8000", "localhost"),
        ("http://127.0.0.1:8000", "127.0.0.1:8000", None),
        ("http://192.168.1.9", "192.168.1.9", None),
    ],
    ids=["public", "trial-by-name", "trial-by-number", "number"],
)
def test_passkeys_are_offered_where_the_address_has_a_name(app, client, public, asked_at, place):
    app.config["PUBLIC_URL"] = public
    scheme = public.partition(":")[0]
    page = client.get("/sign-in", base_url=f"{scheme}://{asked_at}").text
    assert ("data-passkey" in page) is (place is not None)
    if place:
        asked = client.post(COME, base_url=f"{scheme}://{asked_at}")
        assert asked.json["rpId"] == place and asked.json["userVerification"] == "required"
