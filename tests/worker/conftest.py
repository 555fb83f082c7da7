"""A branch with somebody to tell things to, the ways to them, and a worker whose rounds the test goes itself."""

import time
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain import telling
from fieldapp.domain.base import new_id
from fieldapp.domain.message import Delivery, Message, MessageKind
from fieldapp.domain.people import Person
from fieldapp.domain.timer import Timer
from fieldapp.domain.way import Way
from fieldapp.worker.rounds import Worker
from tests.builders import BRANCH_ID, NOW, li, the_branch
from tests.worker.stand_in import StandIn


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def person(save, clock) -> Person:
    person = li()
    save(the_branch(), person)
    return person


@pytest.fixture
def loud() -> StandIn:
    return StandIn()


@pytest.fixture
def quiet() -> StandIn:
    return StandIn()


@pytest.fixture
def ways(monkeypatch) -> list[Way]:
    """The ways to everybody: a phone by the quiet channel, then an address of the loud one. A test may change them."""
    ways = [Way("quiet", new_id(), 1), Way("loud", new_id(), 2)]
    monkeypatch.setattr(telling, "ways_of", lambda *_, **__: ways)
    return ways


@pytest.fixture
def worker(app: Flask, clock, quiet: StandIn, loud: StandIn) -> Worker:
    return Worker(app, {"quiet": quiet, "loud": loud}, threads=2)


@pytest.fixture
def go_round(worker: Worker) -> Callable[[int], datetime]:
    """Go so many rounds, each after what the last one sent has come to its end."""

    def go_round(times: int = 3) -> datetime:
        for _ in range(times):
            until = worker.round()
            come_to_rest(worker)
        return until

    return go_round


def come_to_rest(worker: Worker) -> None:
    """Wait until all that this worker sends has come to its end."""
    while any(lane.free < lane.threads for lane in worker.lanes):
        time.sleep(0.002)


@pytest.fixture
def tell(app: Flask, save, person: Person) -> Callable[..., UUID]:
    """Write a message to the person."""

    def tell(key: str = "drill:1", kind: MessageKind = MessageKind.DRILL, **more) -> UUID:
        message = Message.to(person.id, kind, branch_id=BRANCH_ID, key=key, at=NOW, **more)
        return save(message)

    return tell


@pytest.fixture
def deliveries(app: Flask) -> Callable[[], list[Delivery]]:
    """What became of all deliveries, in the order of their ranks."""

    def deliveries() -> list[Delivery]:
        with app.app_context():
            return list(db.session.scalars(select(Delivery).order_by(Delivery.rank, Delivery.queued_at)))

    return deliveries


@pytest.fixture
def timer(app: Flask) -> Callable[[str], Timer]:
    """The timer whose key begins like this."""

    def timer(start: str) -> Timer:
        with app.app_context():
            return db.session.scalars(select(Timer).where(Timer.key.startswith(start))).one()

    return timer
