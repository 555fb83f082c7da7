"""What a log line tells of a request that failed, and what it never tells."""

import json

import pytest

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
