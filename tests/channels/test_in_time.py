"""Whoever is told something may answer as slowly, or with as much, as they like: nobody waits for them, or fills up."""

import gzip
import socket
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from threading import Thread

import pytest
from urllib3 import Timeout

from fieldapp.channels import Accepted, Outcome, RetryAfter, receivers
from fieldapp.channels.receivers import Receivers, Told

NOW = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
PATIENCE = 1.0  # seconds
DRIPS = 100  # one each 0.1 s: each of them in time, and all of them by far too late
SOON = 5.0  # seconds, on a machine that is busy with other tests: half of what all the drips take
HEAD = b"HTTP/1.1 %d Words\r\nContent-Length: %d\r\n\r\n"

Talk = Callable[[socket.socket], None]


def send_to(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> tuple[Outcome, float]:
    """What is made of a receiver that talks like this, and after how many seconds."""
    monkeypatch.setattr(receivers, "PATIENCE", Timeout(total=PATIENCE))
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with suppress(OSError):
                caller, _ = server.accept()
                with caller:
                    caller.recv(65536)
                    talk(caller)

        Thread(target=answer, daemon=True).start()
        host = f"127.0.0.1:{server.getsockname()[1]}"
        asked, begun = Receivers(host), time.monotonic()
        outcome = asked.send(f"http://{host}/", "whsec_c2VjcmV0", Told("1", b"{}"), NOW)
        asked.clear()
        return outcome, time.monotonic() - begun


def slowly(caller: socket.socket, parts: Iterator[bytes]) -> None:
    for part in parts:
        caller.sendall(part)
        time.sleep(0.1)


def a_head_in_drips(caller: socket.socket) -> None:
    caller.sendall(b"HTTP/1.1 500 Words\r\n")
    slowly(caller, (b"X-%d: 1\r\n" % nth for nth in range(DRIPS)))


def a_body_in_drips(caller: socket.socket) -> None:
    caller.sendall(HEAD % (500, DRIPS))
    slowly(caller, (b"." for _ in range(DRIPS)))


def not_yet(caller: socket.socket) -> None:
    slowly(caller, (b"HTTP/1.1 100 Continue\r\n\r\n" for _ in range(DRIPS)))


@pytest.mark.parametrize("talk", [a_head_in_drips, a_body_in_drips, not_yet], ids=lambda talk: talk.__name__)
def test_whoever_answers_drop_by_drop_holds_nobody_up(talk, monkeypatch):
    outcome, seconds = send_to(talk, monkeypatch)
    assert isinstance(outcome, RetryAfter) and seconds < SOON


def test_what_was_taken_is_taken_though_its_words_never_end(monkeypatch):
    def taken(caller: socket.socket) -> None:
        caller.sendall(HEAD % (200, DRIPS))
        slowly(caller, (b"." for _ in range(DRIPS)))

    outcome, seconds = send_to(taken, monkeypatch)
    assert outcome == Accepted() and seconds < SOON


def test_an_answer_without_end_is_read_no_further_than_anybody_looks(monkeypatch):
    sent = 0

    def endless(caller: socket.socket) -> None:
        nonlocal sent
        caller.sendall(HEAD % (500, 10**9))
        for _ in range(1000):
            caller.sendall(b"." * 1_000_000)
            sent += 1

    outcome, _ = send_to(endless, monkeypatch)
    assert outcome == RetryAfter(f"500 {'.' * 200}")
    assert sent < 20, "so much lies in the network, and nothing with us"


def test_an_answer_that_unpacks_to_fill_the_memory_is_not_unpacked(monkeypatch):
    packed = gzip.compress(bytes(30_000_000))

    def bomb(caller: socket.socket) -> None:
        caller.sendall(HEAD.replace(b"Words", b"Words\r\nContent-Encoding: gzip") % (500, len(packed)) + packed)

    tracemalloc.start()
    outcome, _ = send_to(bomb, monkeypatch)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(outcome, RetryAfter) and peak < 2_000_000
