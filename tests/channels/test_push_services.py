"""Where push messages may go: only to push services that we know, and to no machine of our own network."""

import socket

import pytest

from fieldapp.channels.public_addresses import NotPublic, PublicPools, is_public
from fieldapp.channels.push_services import PushServices, StrangeEndpoint

GOOD = [
    "https://fcm.googleapis.com/fcm/send/abc:APA91-x_y",
    "https://jmt17.google.com/fcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
    "https://web.push.apple.com/QGuQ",
    "https://wns2-par02p.notify.windows.com/w/?token=BQY%2b",
    "https://fcm.googleapis.com:443/fcm/send/abc",
]
STRANGE = [
    "http://fcm.googleapis.com/fcm/send/abc",
    "https://fcm.googleapis.com:8443/fcm/send/abc",
    "https://fcm.googleapis.com.evil.example/x",
    "https://evil.example/fcm.googleapis.com",
    "https://notify.windows.com/x",
    "https://evilnotify.windows.com/x",
    "https://fcm.googleapis.com@evil.example/x",
    "https://evil.example\\@fcm.googleapis.com/x",
    "https://fcm.googleapis.com#@evil.example/",
    "https://fcm.googleapis.com",
    "https://FCM.googleapis.com./x",
    "https://fcm。googleapis.com/x",
    "https://fcm.googleapis.com/\r\nHost: evil",
    "https://127.0.0.1/x",
    "https://[::1]/x",
    "https://169.254.169.254/latest",
    "ftp://fcm.googleapis.com/x",
    "https://fcm.googleapis.com/" + "x" * 1000,
    "",
]


@pytest.mark.parametrize("address", GOOD)
def test_the_push_services_of_the_browsers_are_known(address):
    assert PushServices().endpoint(address).origin in address


@pytest.mark.parametrize("address", STRANGE)
def test_anything_else_is_strange(address):
    with pytest.raises(StrangeEndpoint):
        PushServices().endpoint(address)


def test_the_setting_takes_the_place_of_what_is_known():
    ours = PushServices("push.example.com, *.test.example")
    assert ours.endpoint("https://push.example.com/x").named
    assert not ours.endpoint("https://a.test.example/x").named
    with pytest.raises(StrangeEndpoint):
        ours.endpoint(GOOD[0])


@pytest.mark.parametrize("setting", ["127.0.0.1", "127.0.0.1:8099"])
def test_a_host_named_in_the_setting_needs_no_https_and_may_be_private(setting):
    endpoint = PushServices(setting).endpoint("http://127.0.0.1:8099/x")
    assert endpoint.named and endpoint.origin == "http://127.0.0.1:8099"


def test_a_host_that_a_star_stands_for_is_not_exempt():
    with pytest.raises(StrangeEndpoint):
        PushServices("*.example.com").endpoint("http://a.example.com/x")


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_addresses_of_the_outside(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("::127.0.0.1", "::a00:1", "fec0::1", "64:ff9b:1::a00:1", "4000::1"),
        *("::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "ff02::1"),
    ],
)
def test_addresses_of_our_own_network(address):
    assert not is_public(address)


def test_a_name_that_leads_to_our_own_network_is_not_connected_to(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as inside:
        port = inside.getsockname()[1]
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        pool = PublicPools().connection_from_host("push.example", port, "http")
        with pytest.raises(NotPublic):
            pool.urlopen("POST", "/x", retries=False)
        inside.settimeout(0.2)
        with pytest.raises(TimeoutError):
            inside.accept()


def test_the_address_that_was_checked_is_the_one_that_is_connected_to(monkeypatch):
    """Asked a second time the name might lead elsewhere; so it is asked once."""
    connected, answers = [], iter(["8.8.8.8", "127.0.0.1"])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (next(answers), 443))])

    def connect(place: tuple[str, int], timeout: object) -> socket.socket:
        connected.append(place)
        raise OSError("far away")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Exception, match="far away"):
        PublicPools().connection_from_host("push.example", 443, "https").urlopen("POST", "/x", retries=False)
    assert connected == [("8.8.8.8", 443)]
