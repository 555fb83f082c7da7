"""The company's own app calls: a branch with a catalogue, Ms Wang's room, and a system with every scope."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from fieldapp.db import db
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.people import Role
from fieldapp.domain.system import Scope, System, add_system
from tests.builders import BRANCH_ID, NOW, a_person, an_owner, li, sun, the_branch, the_site, zhao
from tests.jobs import a_line, an_item, an_order, the_catalogue, the_procedure


class OwnersApp:
    """The scene, and what the company's app does in it."""

    def __init__(self, app: Flask, save: Callable[..., Any]) -> None:
        self.app, self.save = app, save
        self.admin, self.sun, self.li, self.zhao = a_person("admin", Role.ADMIN), sun(), li(), zhao()
        self.branch, self.site = the_branch(), the_site()
        self.valve, tap = an_item(), an_item("WTR-001", "更换普通水龙头", "Replace ordinary tap", price_fen=3000)
        people = (self.admin, self.sun, self.li, self.zhao)
        save(self.branch, self.site, *people, the_catalogue(self.valve, tap), the_procedure())
        self.wang = an_owner()
        save(self.wang)
        self.system, self.token = self.added("阳光管家")
        self.keys = 0

    def added(self, name: str, *scopes: Scope) -> tuple[System, str]:
        """Another system, and its token."""
        with self.app.app_context():
            act = Act.here(by_id=self.admin.id, now=NOW)
            made = add_system(db.session(), BRANCH_ID, name, scopes or tuple(Scope), act)
            db.session.commit()
            return made

    def call(self, method: str, path: str, *, token: str = "", **more: Any) -> TestResponse:
        """A program's call: no cookie, no headers of a browser."""
        headers = {"Authorization": f"Bearer {token or self.token}", "Accept-Language": "en"}
        return self.app.test_client().open(
            f"/api/v1{path}",
            method=method,
            headers=headers | more.pop("headers", {}),
            environ_overrides={"HTTP_SEC_FETCH_SITE": ""},
            **more,
        )

    def get(self, path: str, **more: Any) -> Any:
        answer = self.call("GET", path, **more)
        assert answer.status_code == 200, answer.text
        return answer.json

    def wanted(self, **said: Any) -> dict[str, Any]:
        """What the app sends: a new angle valve for Ms Wang."""
        room = {"site": "YG", "building": "3栋", "door": "503"}
        return {"room": room, "lines": [{"item": "WTR-008"}], "reference": "A-77"} | said

    def write(self, *, key: str = "", token: str = "", **said: Any) -> TestResponse:
        self.keys += 1
        headers = {"Idempotency-Key": key or f"order-{self.keys:04}"}
        return self.call("POST", "/orders", token=token, headers=headers, json=self.wanted(**said))

    def cancel(self, number: str, *, token: str = "", why: str = "不用了") -> TestResponse:
        return self.call("POST", f"/orders/{number}/cancel", token=token, json={"why": why})

    def order_of_the_desk(self, **more: Any) -> Order:
        """One that somebody wrote who was telephoned."""
        order = an_order(self.wang, a_line(self.valve), by=self.sun, **more)
        order.branch, order.site, order.serial = self.branch, self.site, 90_000
        self.save(order)
        return order

    def stored(self, number: str) -> Order:
        with self.app.app_context():
            return db.session.query(Order).filter_by(serial=int(number[5:])).one()
