"""Whoever gives us an address to call wants us to call a machine of our own: we call none, however it is written."""

import socket
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from fieldapp.channels.public_addresses import NotPublic, PublicPools, is_public
from fieldapp.channels.push_services import PushServices, StrangeEndpoint
from fieldapp.channels.receivers import Receivers, StrangeAddress, Told
from tests.attacks.counting import Kind
from tests.receiver import Receiver

NOW = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
SECRET = "whsec_c2VjcmV0"
# 127.0.0.1, 169.254.169.254 and 10.0.0.1, in every way in which some reader of addresses understands them.
WRITTEN = (
    *("127.0.0.1", "127.1", "127.0.1", "2130706433", "017700000001", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1"),
    *("127.0.0.1.", "0", "0.0.0.0", "localhost", "LOCALHOST", "localhost.", "ip6-localhost"),
    *("[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[::1%25lo]"),
    *("169.254.169.254", "2852039166", "0xa9fea9fe", "[::ffff:169.254.169.254]", "[fe80::1]", "[fd00:ec2::254]"),
    *("10.0.0.1", "10.1", "167772161", "[64:ff9b::10.0.0.1]", "[2002:a00:1::]", "192.168.1.1", "172.16.0.1"),
    *("100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "[ff02::1]", "①②⑦.⓪.⓪.①", "127。0。0。1"),
    *("127.0.0.1:80", "user@127.0.0.1", "fcm.googleapis.com@127.0.0.1", "127.0.0.1#fcm.googleapis.com"),
)
SCHEMES = (
    "https://{}/x",
    "http://{}/x",
    "https://{}:443/x",
    "https:\\\\{}\\x",
    "file://{}/etc/passwd",
    "gopher://{}/x",
)


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """To where a connection would have been made; names are looked up as the system looks numbers up."""
    connected: list[Any] = []

    def look_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        if host.rstrip(".").lower() in {"localhost", "ip6-localhost"}:
            host = "127.0.0.1"
        try:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (socket.inet_ntoa(socket.inet_aton(host)), port))]
        except OSError:
            pass
        try:
            found = socket.inet_ntop(socket.AF_INET6, socket.inet_pton(socket.AF_INET6, host.partition("%")[0]))
        except OSError:
            raise socket.gaierror(f"{host!r} is no number") from None
        return [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", (found, port, 0, 0))]

    def connect(place: Any, *_: Any, **__: Any) -> socket.socket:
        connected.append(place)
        raise OSError("far away")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    return connected


def test_no_push_service_is_inside(attempts):
    services = PushServices()
    for address in addresses():
        attempts.made(Kind.ADDRESSES, f"push to {address}", refused=raises(StrangeEndpoint, services.endpoint, address))


def test_no_other_system_is_told_anything_inside(connected, attempts):
    receivers = Receivers()
    for address in addresses():
        try:
            receivers.read(address)
        except StrangeAddress:
            attempts.made(Kind.ADDRESSES, f"told at {address}", refused=True)
            continue
        receivers.send(address, SECRET, Told("1", b"{}"), NOW)
        attempts.made(Kind.ADDRESSES, f"told at {address}", refused=not connected)
        connected.clear()
    receivers.clear()


def test_a_name_that_leads_outside_when_asked_first_and_inside_when_asked_again(connected, monkeypatch, attempts):
    """DNS rebinding: whatever the name says the second time, it is the first answer that is connected to."""
    for inside in ("127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1"):
        monkeypatch.setattr(socket, "getaddrinfo", in_turn("8.8.8.8", inside, inside, inside))
        Receivers().send("https://rebinding.example/x", SECRET, Told("1", b"{}"), NOW)
        kept_out = all(is_public(place[0]) for place in connected)
        attempts.made(Kind.ADDRESSES, f"a name that then leads to {inside}", refused=bool(connected) and kept_out)
        connected.clear()


def test_of_several_answers_only_those_outside_are_tried(connected, monkeypatch, attempts):
    several = ["127.0.0.1", "10.0.0.1", "8.8.8.8", "::1"]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (each, 443)) for each in several])
    Receivers().send("https://several.example/x", SECRET, Told("1", b"{}"), NOW)
    attempts.made(Kind.ADDRESSES, "one name, outside and inside", refused=connected == [("8.8.8.8", 443)])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("10.0.0.1", 443))])
    pool = PublicPools().connection_from_host("inside.example", 443, "https")
    attempts.made(Kind.ADDRESSES, "a name inside", refused=raises(NotPublic, pool.urlopen, "GET", "/", retries=False))


def test_a_redirect_leads_nowhere(attempts):
    """A receiver that answers "look there" is not followed: there may be a machine of our own."""
    with Receiver(answers=[301, 302, 303, 307, 308]) as there:
        receivers = Receivers(there.host)
        for nth in range(5):
            receivers.send(there.address, SECRET, Told(str(nth), b"{}"), NOW)
            attempts.made(Kind.ADDRESSES, f"redirect {nth}", refused=len(there.posts) == nth + 1)
        receivers.clear()


def in_turn(*said: str) -> Callable[..., list[Any]]:
    """A name that says something else each time that it is asked."""
    answers = iter(said)
    return lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 443))]


def addresses() -> list[str]:
    return [scheme.format(host) for scheme in SCHEMES for host in WRITTEN]


def raises(error: type[Exception], what: Callable[..., Any], *said: Any, **more: Any) -> bool:
    try:
        what(*said, **more)
    except error:
        return True
    return False
