"""What a log line tells of a request that failed, and what it never tells."""

import json
import re

import pytest
from sqlalchemy import select

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.demo import load
from fieldapp.domain.people import Role
from fieldapp.domain.premises import Owner, Room
from fieldapp.web.guard import who_may
from fieldapp.web.log import without_people
from fieldapp.web.owner import copy, verify
from tests.builders import PASSWORD, li, the_branch

TOKEN = "0123456789abcdef" * 2


@pytest.mark.parametrize(("place", "view"), [("copy", copy), ("verify", verify)])
def test_a_link_of_an_owner_stands_in_no_log(app, client, monkeypatch, capsys, place, view):
    app.testing = False
    monkeypatch.setattr(view, "behind", lambda token: 1 / 0)

    answer = client.get(f"/{place}/{TOKEN}")

    said = capsys.readouterr().err
    assert answer.status_code == 500 and TOKEN not in answer.text
    assert TOKEN not in said and json.loads(said)["path"] == f"/{place}/…"


def test_a_password_stands_in_no_log_even_when_signing_in_fails_in_the_middle(app, client, save, monkeypatch, capsys):
    save(the_branch(), li())
    app.testing = False
    monkeypatch.setattr("fieldapp.web.sign_in.forgive", lambda login: 1 / 0)

    answer = client.post("/sign-in", data={"login": "li", "password": PASSWORD})

    assert answer.status_code == 500 and "Set-Cookie" not in answer.headers
    assert PASSWORD not in capsys.readouterr().err


LOGINS = {"desk": Role.DESK, "tech1": Role.TECHNICIAN}
WRONG = {"words": "王丽 13812345678", "phone": "13812345678", "login": "王丽"}


def test_a_busy_day_leaves_nobody_in_the_log(app, signed_in, monkeypatch, capsys):
    with app.app_context():
        load(db.session(), now=now(), password_hash="x")
        db.session.commit()
        owners = db.session.execute(select(Owner.surname + Owner.given_name, Owner.phone)).all()
        doors = db.session.execute(select(Room.building, Room.door)).all()
    app.testing = False
    for login, role in LOGINS.items():
        browser = signed_in(login)
        for rule in plain_places(app, role):
            # Half of them are empty or wrong: what is refused is logged, too.
            browser.open(rule.rule, method="GET" if "GET" in rule.methods else "POST", data=WRONG)
    monkeypatch.setitem(app.view_functions, "start.show", mistake_about(*owners[0], *doors[0]))
    assert signed_in("desk").get("/").status_code == 500

    said = capsys.readouterr().err
    assert "request.refused" in said and "request.failed" in said and "ValueError" in said
    assert not [word for name, phone in owners for word in (name, phone) if word in said]
    assert not [door for building, door in doors if f"{building}-{door}" in said]
    assert not re.search("[\u4e00-\u9fff]|13812345678", said), "whatever is Chinese in a log is somebody's"


def plain_places(app, role):
    """All of this role that have an address of their own."""
    rules = [rule for rule in app.url_map.iter_rules() if not rule.arguments]
    return [rule for rule in rules if role in (who_may(app, rule.endpoint) or ())]


def mistake_about(name: str, phone: str, building: str, door: str):
    def fail():
        cause = ValueError(f"duplicate key\nDETAIL:  Key (door)=({building}-{door}) already exists")
        raise ValueError(f"{name} cannot be called under {phone}, +86{phone}, nor 010-12345678") from cause

    return fail


def test_numbers_that_are_nobodys_stay():
    line = {"path": "/my/visits/019a0000-1381-7234-8567-813812345678", "ms": 13812345678.5, "command": "13812345678a"}
    assert without_people(None, "", line) == line
