"""A repair department in the middle of a morning: a supervisor, technicians on duty, and orders that wait."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.assignment import Assignment, assign
from fieldapp.domain.catalogue import Item
from fieldapp.domain.course import OrderState
from fieldapp.domain.order import Order
from fieldapp.domain.people import Duty, Person
from fieldapp.domain.premises import Owner
from tests.builders import NOW, a_room, an_owner, chen, li, sun, the_branch, the_site, zhao
from tests.jobs import PROCEDURE_ID, a_line, an_item, an_order, at, the_catalogue, the_procedure

NOON = NOW + timedelta(minutes=79)


class Morning:
    """The scene, and what a test may add to it."""

    def __init__(self, app: Flask, save: Callable[..., Any]) -> None:
        self.app, self.save = app, save
        self.item = an_item()
        self.people = {person.login: person for person in (sun(), li(), zhao(), chen())}
        self.branch, self.site = the_branch(), the_site()
        people = list(self.people.values())
        save(self.branch, self.site, *people, the_catalogue(self.item), the_procedure())
        for login in ("li", "zhao"):
            self.on_duty(self.people[login])

    def add(self, person: Person) -> Person:
        self.save(person)
        self.people[person.login] = person
        return person

    def on_duty(self, person: Person, *, begins: datetime | None = None) -> None:
        begins = begins or NOW - timedelta(hours=2)
        self.save(Duty(person_id=person.id, begins_at=begins, ends_at=begins + timedelta(hours=8)))

    def order(self, owner: Owner | None = None, **more: Any) -> UUID:
        order = an_order(owner, a_line(self.item), by=self.people["chen"], **more)
        order.branch, order.site = self.branch, self.site
        self.save(order)
        return order.id

    def nobody_knows_how_long(self) -> None:
        """From now on nothing says how long the work takes."""
        with self.app.app_context():
            db.session.get_one(Item, self.item.id).minutes = None
            db.session.commit()

    def orders(self, count: int) -> None:
        """So many more, of one owner."""
        owner = an_owner(a_room("9栋", "101"))
        made = [an_order(owner, a_line(self.item), by=self.people["chen"]) for _ in range(count)]
        for order in made:
            order.branch, order.site = self.branch, self.site
        with self.app.app_context():
            db.session.add_all(made)
            db.session.commit()

    def given(self, order_id: UUID, login: str, *, begins: datetime = NOON, by: str = "sun") -> UUID:
        with self.app.app_context():
            order = db.session.get_one(Order, order_id)
            to = db.session.get_one(Person, self.people[login].id)
            done = assign(
                order,
                to,
                at(NOW - timedelta(minutes=1), self.people[by].id),
                current=None,
                procedure_id=PROCEDURE_ID,
                begins=begins,
                ends=begins + timedelta(minutes=30),
            )
            db.session.add(done)
            db.session.commit()
            return done.id

    def state(self, order_id: UUID) -> tuple[OrderState, str | None]:
        """Where the order stands, and who has it."""
        with self.app.app_context():
            order = db.session.get_one(Order, order_id)
            holders = {person.id: login for login, person in self.people.items()}
            return order.state, holders.get(order.holder_id)  # type: ignore[arg-type]

    def version(self, order_id: UUID) -> int:
        with self.app.app_context():
            return db.session.get_one(Order, order_id).version

    def assignments(self, order_id: UUID) -> list[Assignment]:
        with self.app.app_context():
            asked = select(Assignment).where(Assignment.order_id == order_id).order_by(Assignment.at, Assignment.id)
            return list(db.session.scalars(asked))


@pytest.fixture
def morning(app: Flask, save: Callable[..., Any]) -> Iterator[Morning]:
    with time_machine.travel(NOW, tick=False):
        yield Morning(app, save)


@pytest.fixture
def sun_at(morning: Morning, signed_in: Callable[[str], FlaskClient]) -> FlaskClient:
    """The supervisor's browser."""
    return signed_in("sun")


def somewhere_else(door: str = "606") -> Owner:
    """An owner in another building."""
    return an_owner(a_room("6栋", door), surname="何")
