"""A phone that sends what it kept, and what the office finds of it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from fieldapp.db import db
from fieldapp.domain.alarm import Alarm
from fieldapp.domain.assignment import Assignment, assign, newest_assignment, standing
from fieldapp.domain.base import new_id
from fieldapp.domain.device import Device
from fieldapp.domain.journal import Entry
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person
from fieldapp.domain.receipt import Receipt
from fieldapp.domain.visit import Visit
from tests.builders import MORNING, NOW, a_room, an_owner
from tests.doorstep import Doorstep
from tests.jobs import PROCEDURE_ID, a_line, an_order, at

AS_IT_IS: dict[str, Any] = {"procedure_id": PROCEDURE_ID, "begins": None, "ends": None}
HEADERS = {"X-Sync-Protocol": "1"}


class Phone:
    """One phone in one person's hands: it counts its commands and keeps them until they are sent."""

    def __init__(self, browser: FlaskClient, by: UUID) -> None:
        self.browser, self.by, self.device = browser, by, new_id()
        self.seq = 0
        self.ahead = timedelta(0)  # its clock against the world's

    def press(self, visit: UUID | None, verb: str, *, pressed_at: datetime = NOW, **data: Any) -> dict[str, Any]:
        """One press, written down."""
        self.seq += 1
        return {
            "id": str(new_id()),
            "seq": self.seq,
            "v": 1,
            "visit": str(visit),
            "verb": verb,
            "at": (pressed_at + self.ahead).isoformat(),
            "base": 1,
            "by": str(self.by),
            "data": data,
        }

    def envelope(self, *commands: Any, **more: Any) -> dict[str, Any]:
        """A call with these commands."""
        numbers = [one["seq"] for one in commands if isinstance(one, dict) and isinstance(one.get("seq"), int)]
        return {
            "device": str(self.device),
            "sent_at": (NOW + self.ahead).isoformat(),
            "pending": {"min_seq": min(numbers, default=self.seq + 1), "count": len(commands), "tray": 0},
            "discarded": [],
            "storage": {"usage": 4096, "quota": 10**9, "persisted": True},
            "commands": list(commands),
        } | more

    def call(self, *commands: Any, **more: Any) -> TestResponse:
        """Send them."""
        return self.browser.post("/my/sync", json=self.envelope(*commands, **more), headers=HEADERS)

    def send(self, *commands: Any, **more: Any) -> list[dict[str, Any]]:
        """Send them, and read the receipts."""
        answer = self.call(*commands, **more)
        assert answer.status_code == 200, answer.text
        return answer.json["receipts"]

    def verdicts(self, *commands: Any, **more: Any) -> list[str]:
        """Send them, and read what became of each."""
        return [receipt["verdict"] for receipt in self.send(*commands, **more)]

    def say(self, visit: UUID, verb: str, **data: Any) -> dict[str, Any]:
        """Press and send at once; the receipt."""
        return self.send(self.press(visit, verb, **data))[0]


class Scene(Doorstep):
    """Li and Zhao with their phones, and an office that gives orders to the one or the other."""

    def __init__(self, app: Flask, save: Callable[..., Any], signed_in: Callable[[str], FlaskClient]) -> None:
        super().__init__(app, save, signed_in)
        self.li_phone = Phone(self.phone, self.li.id)
        self.zhao_phone = Phone(self.others_phone, self.zhao.id)

    def order(self) -> UUID:
        """An order that Li has."""
        order = an_order(an_owner(a_room("3栋", str(next(self.doors)))), a_line(self.item), by=self.chen)
        order.branch, order.site = self.branch, self.site
        self.save(order)
        given = assign(order, self.li, at(MORNING, self.chen.id), current=None, **AS_IT_IS)
        return self.save(given, order) and order.id

    def visit_of(self, order_id: UUID, person: Person | None = None) -> UUID:
        """The newest visit of that person for the order."""
        with self.app.app_context():
            asked = select(Visit.id).where(Visit.order_id == order_id, Visit.technician_id == (person or self.li).id)
            return db.session.scalars(asked.order_by(Visit.id.desc())).first()

    def decide(self, order_id: UUID, what: Callable[[Order, Assignment | None], Any]) -> None:
        """The office changes the order."""
        with self.app.app_context():
            order = db.session.get_one(Order, order_id)
            db.session.refresh(order, ["lines"])
            added = what(order, db.session.scalars(newest_assignment(order_id)).one_or_none())
            if added is not None:
                db.session.add(added)
            db.session.commit()

    def reassign(self, order_id: UUID, to: Person) -> None:
        """Somebody else is to go."""

        def give(order: Order, newest: Assignment | None) -> Assignment:
            person = db.session.get_one(Person, to.id)
            return assign(
                order, person, at(NOW, self.chen.id), current=standing(order, newest), reason="顺路", **AS_IT_IS
            )

        self.decide(order_id, give)

    def cancel(self, order_id: UUID) -> None:
        """The owner does not want it any more."""

        def cancel(order: Order, newest: Assignment | None) -> None:
            current = standing(order, newest)
            if current is not None:
                current.withdraw(at(NOW, self.chen.id))
            order.holder_id = None
            order.cancel(at(NOW, self.chen.id), why="不用了")

        self.decide(order_id, cancel)

    def all_of(self, kind: type[Any], *where: Any) -> list[Any]:
        """What is stored of a kind."""
        with self.app.app_context():
            return list(db.session.scalars(select(kind).where(*where)))

    def order_now(self, order_id: UUID) -> Order:
        """The order as it is stored."""
        with self.app.app_context():
            order = db.session.get_one(Order, order_id)
            db.session.refresh(order, ["lines"])
            return order

    def journal(self, order_id: UUID) -> list[Entry]:
        """Its journal, as it was written."""
        return sorted(self.all_of(Entry, Entry.order_id == order_id), key=lambda entry: entry.id)

    def receipts(self) -> dict[str, Receipt]:
        """What was kept, by the id of the command."""
        return {str(receipt.id): receipt for receipt in self.all_of(Receipt)}

    def alarms(self) -> list[Alarm]:
        """What was raised."""
        return self.all_of(Alarm)

    def device(self, phone: Phone) -> Device:
        """What the server knows of the phone."""
        return self.all_of(Device, Device.id == phone.device)[0]


@pytest.fixture
def scene(app: Flask, save: Callable[..., Any], signed_in: Callable[[str], FlaskClient]) -> Iterator[Scene]:
    with time_machine.travel(NOW, tick=False):
        yield Scene(app, save, signed_in)


@pytest.fixture
def order(scene: Scene) -> UUID:
    return scene.order()


@pytest.fixture
def visit(scene: Scene, order: UUID) -> UUID:
    return scene.visit_of(order)
