"""A branch with a cleaner, and the hands through which an agreement goes."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from fieldapp.db import db
from fieldapp.domain.agreement import Agreement
from fieldapp.domain.agreement_orders import MAKE
from fieldapp.domain.base import new_id
from fieldapp.domain.order import Order
from fieldapp.domain.timer import Timer
from fieldapp.domain.visit import Visit
from fieldapp.domain.visit_sheet import visit_at_work
from fieldapp.worker.carrying_out import carry_out
from fieldapp.worker.deeds import DEEDS
from tests.agreements import House
from tests.builders import NOW
from tests.jobs import COURSE, press

PLACE = "/office/agreements"


class Hands:
    """Whoever presses, and the worker between them."""

    def __init__(self, app: Flask, house: House, signed_in: Callable[[str], FlaskClient]) -> None:
        self.app, self.house = app, house
        self.by = {login: signed_in(login) for login in ("chen", "lin", "han")}

    def page(self, path: str, by: str = "chen") -> str:
        answer = self.by[by].get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def press(self, path: str, login: str, /, **form: str) -> TestResponse:
        """A press on the agreement as it stands."""
        return self.by[login].post(path, data=form)

    def decide(self, id: UUID | str, what: str, login: str, /, **form: str) -> TestResponse:
        """A press that names the version that the page shows."""
        found = re.search(r'data-version="(\d+)"', self.page(f"{PLACE}/{id}", login))
        assert found
        return self.press(f"{PLACE}/{id}/{what}", login, version=found[1], **form)

    def request(self, **more: str) -> dict[str, str]:
        """What the form of a request sends: every Monday and Thursday at nine."""
        usual = {"id": str(new_id()), "owner": str(self.house.owner.id), "item": str(self.house.item.id)}
        usual |= {"quantity": "90", "rhythm": "weekly", "every": "1", "on-mon": "yes", "on-thu": "yes"}
        usual |= {"begins_at": "09:00", "minutes": "120", "on_holidays": "skip"}
        return usual | {"first_day": "2026-11-23", "last_day": "2027-11-22", "requirements": "重点擦厨房"} | more

    def in_force(self) -> UUID:
        """From the request to the owner's word; the agreement's id."""
        form = self.request()
        assert self.press(f"{PLACE}/new", "chen", **form).status_code == 303
        id = UUID(form["id"])
        said = {"price": "45", "charge": "visit", "person": str(self.house.fang.id)}
        assert self.decide(id, "capability", "lin", **said).status_code == 303
        assert self.decide(id, "approval", "han").status_code == 303
        assert self.decide(id, "signature", "chen", how="on_paper", by="王秀英").status_code == 303
        return id

    def work(self) -> None:
        """The worker carries out what the presses have asked it to do."""
        with self.app.app_context():
            while db.session.scalars(select(Timer.id).where(Timer.topic == MAKE, Timer.done_at.is_(None))).first():
                carry_out(db.session(), DEEDS | {"tell": lambda *_: None, "call_back": lambda *_: None}, NOW)

    def orders(self) -> list[Order]:
        with self.app.app_context():
            return list(db.session.scalars(select(Order).order_by(Order.wanted_from, Order.id)))

    def sign(self, order: Order) -> None:
        """Fang has been there, and the owner has signed."""
        with self.app.app_context():
            visit = db.session.scalars(visit_at_work(self._visit_of(order))).unique().one()
            for step in COURSE:
                press(visit, step)
            db.session.commit()

    def stored(self, id: UUID) -> Agreement:
        with self.app.app_context():
            agreement = db.session.get_one(Agreement, id)
            db.session.refresh(agreement, ["terms", "notices"])
            return agreement

    def _visit_of(self, order: Order) -> Any:
        return db.session.scalars(select(Visit.id).where(Visit.order_id == order.id)).one()


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def hands(app: Flask, save: Callable[..., Any], signed_in: Callable[[str], FlaskClient]) -> Hands:
    house = House()
    save(*house.all)
    return Hands(app, house, signed_in)
