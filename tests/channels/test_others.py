"""Other channels: in the order of the setting, a person by number or a group by name, nothing inside our walls."""

import json
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from uuid import uuid4

import pytest

from fieldapp.channels import Accepted, Parcel, Refused, RetryAfter, Words
from fieldapp.channels.others import ChannelWrong, Recipient, installed, others
from fieldapp.db import db
from tests.builders import li, the_branch

LI = Recipient("李建国", "13900001111")
LEAK = Parcel(
    uuid4(), "dispatch", "d 1", "t", 1, "high", 60, "token", Words("急 3-503 爆管 8分", "厨房水管", "/my/x"), {}
)


@pytest.fixture
def gateway() -> Iterator[HTTPServer]:
    """Somebody's own SMS gateway: `asked` is what came, `status` how it answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            gateway.asked.append((self.path, body["title"], body["message"]))
            self.send_response(gateway.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    gateway = HTTPServer(("127.0.0.1", 0), Handler)
    gateway.asked, gateway.status = [], 200
    Thread(target=gateway.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield gateway
    gateway.shutdown()
    gateway.server_close()


def to(gateway: HTTPServer, path: str) -> str:
    return f"sms=json://127.0.0.1:{gateway.server_address[1]}{path}"


def test_one_person_is_reached_by_number(gateway):
    (sms,) = others(to(gateway, "/{phone}"))
    assert sms.send(LI, LEAK) == Accepted()
    assert gateway.asked == [("/13900001111", "急 3-503 爆管 8分", "厨房水管")]


def test_in_a_group_the_name_is_said(gateway):
    (group,) = others(to(gateway, "/group"))
    group.send(LI, LEAK)
    assert gateway.asked == [("/group", "李建国 急 3-503 爆管 8分", "厨房水管")]


@pytest.mark.parametrize("status", [403, 500, 302])
def test_what_is_not_taken_may_be_sent_again(gateway, status):
    gateway.status = status
    assert isinstance(others(to(gateway, "/x"))[0].send(LI, LEAK), RetryAfter)


def test_a_name_that_leads_into_our_own_network_is_not_called(gateway, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("10.0.0.7", 0))])
    (hook,) = others("hook=json://sms.example/x")
    assert hook.send(LI, LEAK) == Refused("sms.example is not a public address")


@pytest.mark.parametrize(
    "setting",
    [
        *("wecombot://KEY", "Sms=json://1.2.3.4", "push=json://1.2.3.4", "app=json://1.2.3.4", "x=unheard://of"),
        *("x=", "x=syslog://", "x=dbus://", "a=json://1.2.3.4 a=json://1.2.3.5"),
    ],
)
def test_a_setting_that_cannot_work_is_told_at_once(setting):
    with pytest.raises(ChannelWrong):
        others(setting)


def test_what_is_told_of_a_wrong_setting_keeps_its_secrets():
    with pytest.raises(ChannelWrong) as told:
        others("sms=unheard://user:secret@host")
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    "url",
    [
        *("wecombot://abcdef-0123", "dingtalk://0123456789abcdef/{phone}", "feishu://abcd-efgh", "lark://abcd-efgh"),
        *("d7sms://token@{phone}", "mailto://duty:secret@sunshine.example?to=team@sunshine.example"),
    ],
)
def test_the_channels_that_people_here_use_are_known(url):
    assert installed(others(f"one={url}")) == [("one", "{phone}" in url)]


@pytest.mark.parametrize(("phone", "number"), [("139 0000-1111", "13900001111"), ("", None), ("1/../x", None)])
def test_a_number_that_is_none_is_nobodys_address(app, save, phone, number):
    person = li()
    person.phone = phone
    save(the_branch(), person)
    (sms,) = others("sms=json://127.0.0.1/{phone}")
    with app.app_context():
        found = sms.address(db.session(), person.id)
    assert (found.phone if found else None) == number
