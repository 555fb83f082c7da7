"""The air between a phone and the server: it carries calls, and plays the answers of others."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Barrier
from time import sleep
from typing import Any

from sqlalchemy import Connection, event
from werkzeug.test import TestResponse

from fieldapp.db import READING, HouseSession, db
from tests.sync.machine.phone import PROTOCOL, Answer
from tests.sync.machine.world import World

A_MOMENT = 0.002  # seconds that a thread waits where another one might overtake it


class PowerCut(BaseException):
    """The server's process dies here. No part of the app can catch it."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it left a phone: what was in it, whose session carried it, and when it reached the server."""

    envelope: dict[str, Any]
    cookie: str
    at: datetime
    protocol: str = PROTOCOL

    @property
    def commands(self) -> list[dict[str, Any]]:
        commands: list[dict[str, Any]] = self.envelope["commands"]
        return commands


class Mains:
    """The server's power: it can fail just before a commit, or just after one."""

    def __init__(self, world: World) -> None:
        self.before, self.after, self.jostle = 0, 0, False
        with world.app.app_context():
            event.listen(db.engine, "commit", self._about_to_commit)
            event.listen(db.engine, "before_cursor_execute", self._about_to_write)
        event.listen(HouseSession, "after_commit", self._committed)
        self._world = world

    @contextmanager
    def cut(self, *, before: int = 0, after: int = 0) -> Iterator[None]:
        """Within the block the power fails at the commit with this number."""
        self.before, self.after = before, after
        try:
            yield
        finally:
            self.before = self.after = 0

    def disconnect(self) -> None:
        """Listen no more."""
        event.remove(HouseSession, "after_commit", self._committed)

    def _about_to_commit(self, connection: Connection) -> None:
        if self.before and not connection.get_execution_options().get(READING):
            self.before -= 1
            if not self.before:
                # What a database does for a client that is gone; the driver is not told of a death that is only played.
                connection.connection.driver_connection.rollback()  # type: ignore[union-attr]
                raise PowerCut

    def _committed(self, _session: Any) -> None:
        if self.after:
            self.after -= 1
            if not self.after:
                raise PowerCut

    def _about_to_write(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if self.jostle and statement.startswith("INSERT INTO command"):
            sleep(A_MOMENT)


class Air:
    """Carries calls. Whatever was sent once may arrive once more, at any time."""

    def __init__(self, world: World, mains: Mains) -> None:
        self.world, self.mains = world, mains
        self.calls: list[Call] = []

    def call(self, envelope: dict[str, Any], cookie: str, protocol: str = PROTOCOL) -> Call:
        """A call is on its way."""
        self.world.go_on()
        # What travels is a copy: what the phone does with its own afterwards changes nothing on the way.
        call = Call(json.loads(json.dumps(envelope)), cookie, self.world.now, protocol)
        self.calls.append(call)
        return call

    def deliver(self, call: Call) -> Answer | None:
        """It reaches the server; back comes its answer, or nothing when the server's power failed."""
        browser = self.world.browser(call.cookie)
        try:
            response = browser.post("/my/sync", json=call.envelope, headers={"X-Sync-Protocol": call.protocol})
        except PowerCut:
            return None
        return answer_of(response)


def together(things: list[Callable[[], Any]], mains: Mains) -> list[Any]:
    """Do them at the same time, each in a thread of its own, and wait for all."""
    line = Barrier(len(things))

    def do(thing: Callable[[], Any]) -> Any:
        line.wait()
        return thing()

    mains.jostle = True
    try:
        with ThreadPoolExecutor(len(things)) as threads:
            return [thread.result() for thread in [threads.submit(do, thing) for thing in things]]
    finally:
        mains.jostle = False


def answer_of(response: TestResponse) -> Answer:
    """What the phone sees of it."""
    return Answer(response.status_code, response.headers.get("X-Sync-Protocol"), response.data)


# What others answer in the server's place. The phone keeps everything.
STRANGERS: dict[str, Answer] = {
    "captive portal": Answer(200, None, b"<!doctype html><title>Free Wi-Fi</title>"),
    "login page": Answer(302, None, b""),
    "empty 200": Answer(200, None, b"{}"),
    "200 of another protocol": Answer(200, "7", b'{"receipts": [], "html": {}, "decided": []}'),
    "half an answer": Answer(200, PROTOCOL, b'{"now": "2026-11-23T02:41:00Z", "receipts": [{"id": "01'),
    "bad gateway": Answer(502, None, b"<h1>502</h1>"),
    "unavailable": Answer(503, PROTOCOL, b"busy"),
    "too old": Answer(426, PROTOCOL, b"{}"),
    "unknown media": Answer(415, None, b""),
    "too large": Answer(413, None, b""),
}
