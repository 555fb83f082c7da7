"""Guesses at passwords: made to wait over processes and addresses, never the person themselves; told by nothing."""

import json
import re
from base64 import urlsafe_b64decode
from itertools import count

import pytest
import time_machine
from sqlalchemy import func, select

from fieldapp import create_app, passwords
from fieldapp.config import Settings
from fieldapp.db import db
from fieldapp.domain.sign_in_event import SignInEvent
from tests.builders import NOW, PASSWORD, li, the_branch, zhao

ADDRESSES = (f"198.51.{nth // 250}.{nth % 250}" for nth in count(1))


@pytest.fixture(autouse=True)
def _cast(save, monkeypatch):
    save(the_branch(), li(), zhao())
    monkeypatch.setattr(passwords, "matches", lambda _hash, password: password == PASSWORD)  # which takes no time
    with time_machine.travel(NOW, tick=False):
        yield


def tries(client, password: str, address: str = "", login: str = "li"):
    form = {"login": login, "password": password}
    return client.post("/sign-in", data=form, environ_base={"REMOTE_ADDR": address or next(ADDRESSES)})


@pytest.mark.both_engines
def test_guesses_from_many_addresses_at_two_servers_are_counted_together_and_li_gets_in_from_a_known_browser(
    app, client, database_url
):
    assert tries(client, PASSWORD).status_code == 303
    client.post("/sign-out")
    other = create_app(Settings(database_url=database_url, secret_key="test", public_url="http://localhost"))
    servers = [app.test_client(), other.test_client()]
    answers = [tries(servers[nth % 2], f"guess {nth}").status_code for nth in range(22)]
    assert answers == [422] * 20 + [429] * 2
    refused = tries(servers[0], PASSWORD)
    assert refused.status_code == 429 and "15 分钟后再试" in refused.text and refused.headers["Retry-After"] == "900"
    assert tries(client, PASSWORD).status_code == 303, "this browser has been theirs before"
    assert tries(servers[1], PASSWORD, login="zhao").status_code == 303, "others do not wait"
    with other.app_context():
        db.session.remove()
        db.engine.dispose()


def test_the_cookie_of_a_known_browser_opens_nothing_and_cannot_be_made_up(client):
    tries(client, PASSWORD)
    kept = client.get_cookie("known", path="/sign-in")
    said = kept.value.partition(".")[0]
    _by_chance, logins = json.loads(urlsafe_b64decode(said + "=" * (-len(said) % 4)))
    assert kept.http_only and kept.path == "/sign-in" and len(logins) == 1 and re.fullmatch("[0-9a-f]{16}", logins[0])
    client.post("/sign-out")
    assert client.get("/my").status_code == 302
    client.set_cookie("known", "WyJ4IixbInkiXV0.made.up", path="/sign-in")
    assert [tries(client, "wrong", "10.0.0.1").status_code for _ in range(6)] == [422] * 5 + [429]


def test_a_login_that_exists_costs_what_one_costs_that_does_not(app, client, monkeypatch, max_queries):
    hashes: list[str] = []
    monkeypatch.setattr(passwords, "matches", lambda known, _password: bool(hashes.append(known)))
    asked = []
    for login in ("li", "nobody"):
        with max_queries(20) as questions:
            assert tries(client, "wrong", login=login).status_code == 422
        asked.append([question.partition("WHERE")[0] for question in questions])
    assert asked[0] == asked[1] and len(hashes) == 2, "the same questions, and one password each looked at"
    with app.app_context():
        assert db.session.scalar(select(func.count(SignInEvent.id)).where(SignInEvent.person_id.is_(None))) == 1
