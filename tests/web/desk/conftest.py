"""The front desk on a Monday morning: Chen at the telephone, a catalogue, a room that calls, orders of every age."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.catalogue import Category
from fieldapp.domain.intake import OrderCounter
from fieldapp.domain.journal import Entry
from fieldapp.domain.order import Order
from fieldapp.domain.people import Role
from fieldapp.domain.premises import Owner
from fieldapp.domain.room_search import owner_key
from fieldapp.domain.visit_sheet import visit_at_work
from tests.builders import BRANCH_ID, NOW, a_person, a_room, an_owner, chen, li, sun, the_branch, the_site
from tests.jobs import COURSE, a_line, a_visit, an_item, an_order, press, the_catalogue, the_procedure


class FrontDesk:
    """The scene, and what Chen does in it."""

    def __init__(self, app: Flask, save: Callable[..., Any], signed_in: Callable[[str], FlaskClient]) -> None:
        self.app, self.save = app, save
        self.branch, self.site = the_branch(), the_site()
        self.chen, self.sun, self.li = chen(), sun(), li()
        self.valve = an_item()
        self.cleaning = an_item("CLN-001", "日常保洁", "Daily cleaning", price_fen=4000, category=Category.CLEANING)
        people = (self.chen, self.sun, self.li, a_person("he", Role.DESK, name="何静"))
        save(self.branch, self.site, *people, the_catalogue(self.valve, self.cleaning), the_procedure())
        self.wang: Owner = an_owner()
        self.wang.search = owner_key(self.wang.surname, self.wang.given_name, self.wang.phone)
        self.doors = count(101)
        save(self.wang)
        self.browser, self.colleague, self.supervisor = signed_in("chen"), signed_in("he"), signed_in("sun")

    def neighbour(self, building: str = "3栋", door: str = "504", **more: Any) -> Owner:
        """Another owner, next door unless the test says otherwise."""
        owner = an_owner(a_room(building, door))
        for name, value in more.items():
            setattr(owner, name, value)
        self.save(owner)
        return owner

    def order(self, until: str = "", **more: Any) -> UUID:
        """An order of Ms Wang; with ``until`` Li was sent and has come that far."""
        order = an_order(more.pop("owner", self.wang), a_line(self.valve), by=self.chen, **more)
        order.branch, order.site = self.branch, self.site
        self.save(order)
        if until:
            self._sent(order, until)
        return order.id

    def _sent(self, order: Order, until: str) -> None:
        visit_id = self.save(a_visit(order, technician=self.li))
        with self.app.app_context():  # a price can only be agreed at a visit that is stored
            visit = db.session.scalars(visit_at_work(visit_id)).unique().one()
            for step in COURSE[: COURSE.index(until) + 1]:
                press(visit, step)
            db.session.commit()

    def orders(self, many: int) -> None:
        """So many orders of as many rooms."""
        made = [
            an_order(an_owner(a_room("9栋", str(next(self.doors)))), a_line(self.valve), by=self.chen)
            for _ in range(many)
        ]
        for order in made:
            order.branch, order.site = self.branch, self.site
        self.save(*made)

    def form(self, **said: str) -> dict[str, str]:
        """What the form of a new order sends: Ms Wang, one angle valve, any time, to the supervisor."""
        usual = {"id": str(new_id()), "owner": str(self.wang.id), "item-0": str(self.valve.id), "quantity-0": "1"}
        return usual | {"window": "any", "channel": "phone", "entry": "present", "route": "assign"} | said

    def write(self, **said: str) -> TestResponse:
        """Press a button of the new order's page."""
        return self.browser.post("/desk/orders/new", data=self.form(**said))

    def page(self, path: str) -> str:
        """A page as Chen sees it."""
        answer = self.browser.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def stored(self, order_id: UUID | str) -> Order:
        """The order as it is stored, with its lines."""
        with self.app.app_context():
            order = db.session.get_one(Order, UUID(str(order_id)))
            db.session.refresh(order, ["lines"])
            return order

    def newest(self) -> Order:
        """The order that was written last."""
        with self.app.app_context():
            newest = db.session.scalars(select(Order.id).order_by(Order.serial.desc()).limit(1)).one()
        return self.stored(newest)

    def how_many(self) -> int:
        """How many orders there are."""
        with self.app.app_context():
            return db.session.scalar(select(func.count(Order.id))) or 0

    def journal(self, order_id: UUID | str) -> list[Entry]:
        """What is written about an order."""
        with self.app.app_context():
            return list(
                db.session.scalars(select(Entry).where(Entry.order_id == UUID(str(order_id))).order_by(Entry.id))
            )


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(app: Flask, save: Callable[..., Any], signed_in: Callable[[str], FlaskClient]) -> FrontDesk:
    return FrontDesk(app, save, signed_in)


@pytest.fixture
def many_orders_before(desk: FrontDesk) -> None:
    """The numbers of the orders that a test writes by itself are given out already."""
    with desk.app.app_context():
        db.session.add(OrderCounter(branch_id=BRANCH_ID, year=2026, last=50_000))
        db.session.commit()
