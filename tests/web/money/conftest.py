"""Ms Wang's valve is done and signed: ¥15 is due; Chen is at the front desk, Xie at the cash desk."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from fieldapp.db import db
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.money_entry import MoneyEntry
from fieldapp.domain.order import Order
from fieldapp.domain.payment import DoorMethod, pay
from fieldapp.domain.people import Role
from fieldapp.domain.premises import Collects, Site
from fieldapp.domain.visit_sheet import visit_at_work
from tests.builders import NOW, a_person
from tests.doorstep import Doorstep


class CashDesk:
    """The scene, and what is written in it."""

    def __init__(self, app: Flask, save: Callable[..., Any], signed_in: Callable[[str], FlaskClient]) -> None:
        self.door = Doorstep(app, save, signed_in)
        self.app = app
        save(a_person("xie", Role.CASHIER, name="谢丽"), a_person("tang", Role.GENERAL, name="唐国强"))
        self.chen, self.cashier, self.general = signed_in("chen"), signed_in("xie"), signed_in("tang")

    def order(self, until: str = "complete") -> UUID:
        return self.door.stored(self.door.visit(until)).order_id

    def stored(self, order_id: UUID) -> Order:
        with self.app.app_context():
            return db.session.get_one(Order, order_id)

    def entries(self, order_id: UUID) -> list[MoneyEntry]:
        with self.app.app_context():
            asked = select(MoneyEntry).where(MoneyEntry.order_id == order_id).order_by(MoneyEntry.serial)
            return list(db.session.scalars(asked))

    def write(self, order_id: UUID, where: str, *, by: FlaskClient | None = None, **said: str) -> TestResponse:
        form = {"version": str(self.stored(order_id).version), "id": str(new_id()), "method": "wechat"}
        return (by or self.chen).post(f"/money/orders/{order_id}/{where}", data=form | said)

    def pay(self, order_id: UUID, amount: str = "15", **said: Any) -> TestResponse:
        return self.write(order_id, "payments", **({"amount": amount, "receipt": "0001234"} | said))

    def close(self, month: str, *, by: FlaskClient | None = None, seen: int | None = None) -> TestResponse:
        """Close the month, having looked at so many entries: all that there are, unless the test says otherwise."""
        with self.app.app_context():
            all_of_it = [one for one in db.session.scalars(select(MoneyEntry)) if f"{one.at:%Y-%m}" == month]
        number = len(all_of_it) if seen is None else seen
        return (by or self.cashier).post(f"/money/months/{month}/closing", data={"seen": str(number)})

    def tell_at_the_door(self, visit_id: UUID) -> None:
        """Li takes five yuan, if he may."""
        with self.app.app_context(), suppress(RuleBroken):
            visit = db.session.scalars(visit_at_work(visit_id)).unique().one()
            act = Act.here(by_id=self.door.li.id, now=NOW)
            pay(db.session(), visit, act, method=DoorMethod.CASH, amount_fen=500, receipt="T-1")
            db.session.commit()

    def collects(self, way: Collects) -> None:
        with self.app.app_context():
            db.session.scalars(select(Site)).one().collects = way
            db.session.commit()


@pytest.fixture
def cash(app, save, signed_in) -> Iterator[CashDesk]:
    with time_machine.travel(NOW, tick=False):
        yield CashDesk(app, save, signed_in)
