"""Many technicians who come out of their basements at the same moment, each with a queue of commands on the phone."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask, g
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from fieldapp import clock, create_app, demo
from fieldapp.commands.upgrade import upgrade_database
from fieldapp.config import Settings
from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.course import OrderState
from fieldapp.domain.line import Line
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person
from fieldapp.domain.visit import Visit
from fieldapp.passwords import hashed
from fieldapp.web import session as sign_in

QUEUE = 20  # commands on each phone
# What was done in the basement, as far as the price; the rest of the queue is what was written down there.
COURSE: list[tuple[str, dict[str, Any]]] = [
    ("accept", {}),
    ("set_out", {}),
    ("arrive", {}),
    ("step", {"key": "covers", "result": "done"}),
    ("ring", {"attempt": 1}),
    ("ring", {"attempt": 2}),
    ("step", {"key": "greet", "result": "done"}),
    ("enter", {"answer": "come_in"}),
    ("step", {"key": "look", "result": "done"}),
]
SETTINGS = {"secret_key": "bench", "public_url": "http://127.0.0.1"}


@dataclass(frozen=True)
class Waiting:
    """A phone that waits for the network: its cookie, and what it will send."""

    cookie: str
    visit: UUID
    body: bytes


def crowded(database_url: str, phones: int) -> list[Waiting]:
    """The demo branch in a fresh database, with so many technicians more, each sent to an order of their own."""
    app = create_app(Settings(database_url=database_url, **SETTINGS))
    with app.app_context():
        upgrade_database()
        demo.load(db.session(), now=clock.now(), password_hash=hashed("bench bench"))
        db.session.flush()
        sent = [_sent_out(db.session(), nth) for nth in range(phones)]
        db.session.commit()
        waiting = [Waiting(cookie_of(app, person), visit, _queue(person.id, visit)) for person, visit in sent]
        db.session.remove()
        db.engine.dispose()
    return waiting


def _sent_out(session: Session, nth: int) -> tuple[Person, UUID]:
    pattern = session.scalars(select(Person).where(Person.login == "tech1")).one()
    person = Person(**_row(pattern) | {"id": new_id(), "login": f"crowd{nth}"})
    session.add(person)
    session.flush()
    order = _row(session.scalars(select(Order).where(Order.state == OrderState.CLOSED).limit(1)).one())
    like = {table: _row(session.scalars(_of(table, order["id"])).one()) for table in (Visit, Line)}
    ids = {"order": new_id(), "visit": new_id()}
    moments = {name: None for name, value in like[Visit].items() if isinstance(value, datetime)}
    session.execute(
        insert(Order).values(
            order
            | {"id": ids["order"], "serial": 10_000 + nth, "state": OrderState.ASSIGNED, "holder_id": person.id}
            | {"call_back_due_at": None}
        )
    )
    session.execute(
        insert(Visit).values(
            like[Visit]
            | moments
            | {"id": ids["visit"], "order_id": ids["order"], "technician_id": person.id, "rings": 0}
            | {"outcome": None, "agreement_id": None, "signature_id": None}
        )
    )
    session.execute(insert(Line).values(like[Line] | {"id": new_id(), "order_id": ids["order"]}))
    return person, ids["visit"]


def _of(table: Any, order: UUID) -> Any:
    return select(table).where(table.order_id == order).limit(1)


def _queue(person: UUID, visit: UUID) -> bytes:
    """A whole request of `/my/sync`."""
    began = clock.now() - timedelta(minutes=30)
    notes = [("note", {"words": f"{nth}: 阀门锈死，换了新的"}) for nth in range(QUEUE - len(COURSE))]
    commands = [
        {
            "id": str(new_id()),
            "seq": nth + 1,
            "v": 1,
            "visit": str(visit),
            "verb": verb,
            "at": (began + timedelta(minutes=nth)).isoformat(),
            "base": None,
            "by": str(person),
            "data": data,
        }
        for nth, (verb, data) in enumerate(COURSE + notes)
    ]
    return json.dumps(
        {
            "device": str(new_id()),
            "sent_at": clock.now().isoformat(),
            "pending": {"min_seq": 1, "count": QUEUE, "tray": 0},
            "discarded": [],
            "storage": {"usage": 0, "quota": 0, "persisted": True},
            "commands": commands,
        }
    ).encode()


def cookie_of(app: Flask, person: Person) -> str:
    with app.test_request_context(method="POST"):
        for known in list(g):  # whoever signed in before in this context: their session would end, as on one phone
            g.pop(known)
        sign_in.begin(person)
        kept = dict(sign_in.session) | {"day": clock.now().date().isoformat()}
        signed = app.session_interface.get_signing_serializer(app).dumps(kept)
    return f"{app.config['SESSION_COOKIE_NAME']}={signed}"


def _row(thing: Any) -> dict[str, Any]:
    return {column.key: getattr(thing, column.key) for column in type(thing).__mapper__.column_attrs}
