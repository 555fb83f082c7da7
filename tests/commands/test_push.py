"""`fieldapp vapid` and `fieldapp push test`: the key, and one real message that says whether all of it works."""

import json

import pytest

from fieldapp.commands import fieldapp
from tests.web.push.conftest import phone, pushing, service

__all__ = ["phone", "pushing", "service"]  # fixtures


@pytest.fixture
def run(pushing):
    return lambda *words: pushing.test_cli_runner().invoke(fieldapp, words)


def test_the_first_time_it_makes_a_key_and_never_again(app, run, tmp_path):
    app.config["VAPID_KEY"] = str(tmp_path / "new" / "vapid.pem")
    first, again = run("vapid"), run("vapid")
    assert first.exit_code == again.exit_code == 0
    assert "new key" in first.output and "new key" not in again.output
    assert first.output.split()[-1] == again.output.split()[-1]


def test_a_file_that_is_no_key_is_left_alone(app, run, tmp_path):
    file = tmp_path / "other.pem"
    file.write_text("not a key")
    app.config["VAPID_KEY"] = str(file)
    assert run("vapid").exit_code == 1 and file.read_text() == "not a key"


def test_it_says_that_the_subject_is_missing(app, run):
    app.config["VAPID_SUBJECT"] = ""
    outcome = run("vapid")
    assert outcome.exit_code == 0 and "FIELDAPP_VAPID_SUBJECT" in outcome.stderr


def test_the_public_address_is_a_subject_where_it_is_https(app, run):
    app.config |= {"VAPID_SUBJECT": "", "PUBLIC_URL": "https://service.example.com"}
    assert run("vapid").stderr == ""


def test_one_real_message_arrives(run, phone, signed_in):
    signed_in("li").post("/push/subscriptions", json=phone.subscription)
    outcome = run("push", "test", "LI")
    assert outcome.exit_code == 0 and "201" in outcome.output
    (message,) = phone.arrived
    told = json.loads(message.payload)
    assert message.urgency == "high" and message.ttl >= 60
    assert told["web_push"] == 8030 and told["notification"]["title"] == "测试推送"
    assert told["notification"]["navigate"] == "http://localhost/my/phone"


def test_it_fails_while_no_push_service_takes_it(run, phone, signed_in):
    signed_in("li").post("/push/subscriptions", json=phone.subscription)
    phone.gone = 410
    outcome = run("push", "test", "li")
    assert outcome.exit_code == 1 and "410" in outcome.output


@pytest.mark.parametrize(("login", "words"), [("nobody", "Nobody signs in"), ("zhao", "/my/phone")])
def test_it_says_what_is_missing(run, login, words):
    outcome = run("push", "test", login)
    assert outcome.exit_code == 1 and words in outcome.stderr
