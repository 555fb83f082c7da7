"""An emergency at Ms Wang's, three who could go, an office, and a clock that the test sets."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.answering import cannot, take
from fieldapp.domain.base import new_id
from fieldapp.domain.called import Called
from fieldapp.domain.dispatch import Dispatch
from fieldapp.domain.emergency import raise_emergency
from fieldapp.domain.journal import Act, Entry
from fieldapp.domain.message import Message
from fieldapp.domain.order import Order
from fieldapp.domain.people import Department, Duty, Role, Trade
from fieldapp.domain.peril import Peril
from fieldapp.domain.premises import Owner
from fieldapp.domain.subscription import Subscription
from fieldapp.domain.timer import Due, Timer, due_deeds
from fieldapp.worker.deeds import DEEDS
from tests.builders import NOW, a_person, a_room, an_owner, chen, sun, the_branch, the_site
from tests.jobs import a_line, an_item, an_order, the_catalogue, the_procedure

PLUMBER, ELECTRICIAN = frozenset({Trade.PLUMBER}), frozenset({Trade.ELECTRICIAN})


class Scene:
    """Everything that an emergency touches. Seconds are counted from the report."""

    def __init__(self, app: Flask, save: Callable[..., Any], signed_in: Callable[[str], FlaskClient]) -> None:
        self.app, self.save, self.signed_in = app, save, signed_in
        self.branch, self.site, self.item = the_branch(), the_site(), an_item()
        self.people = {
            "li": a_person("li", Role.TECHNICIAN, name="李建国", trades=PLUMBER),
            "zhang": a_person("zhang", Role.TECHNICIAN, name="张伟", trades=PLUMBER),
            "zhou": a_person("zhou", Role.TECHNICIAN, name="周洋", trades=ELECTRICIAN),
            "ma": a_person("ma", Role.TECHNICIAN, name="马超", department=Department.ENGINEERING, trades=PLUMBER),
            "sun": sun(),
            "chen": chen(),
        }
        save(self.branch, self.site, *self.people.values(), the_catalogue(self.item), the_procedure())
        self.doors = count(503)
        for login in ("li", "zhang", "zhou", "ma"):
            self.on_duty(login)
            self.phone_rings(login)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A transaction, as the edge makes it."""
        with self.app.app_context():
            yield db.session()
            db.session.commit()

    def on_duty(self, login: str) -> None:
        """From an hour ago until tonight."""
        begins = NOW - timedelta(hours=1)
        self.save(Duty(id=new_id(), person_id=self.id(login), begins_at=begins, ends_at=NOW + timedelta(hours=8)))

    def phone_rings(self, login: str) -> None:
        """It was tried out a moment ago, and rang."""
        endpoint = f"https://push.example/{login}"
        browser = Subscription(
            id=new_id(), person_id=self.id(login), endpoint=endpoint, p256dh="k", auth="a", failure=""
        )
        browser.made_at = browser.renewed_at = browser.tested_at = NOW
        self.save(browser)

    def id(self, login: str) -> UUID:
        """Whose id that is."""
        return self.people[login].id

    def raised(self, *, peril: Peril = Peril.WATER, owner: Owner | None = None, **told: Any) -> UUID:
        """The front desk presses the red button, now."""
        at = owner or an_owner(a_room("3栋", str(next(self.doors))))
        order = an_order(at, a_line(self.item), urgent=True, **told)
        order.branch, order.site, order.received_at = self.branch, self.site, now()
        order.received_by_id = self.id("chen")
        with self.session() as session:
            session.add(order)
            session.flush()
            return raise_emergency(session, order, self.act("chen"), peril=peril).id

    def act(self, login: str) -> Act:
        """Something that somebody does now."""
        return Act.here(by_id=self.id(login), now=now())

    def takes(self, login: str, dispatch: UUID) -> str:
        """我去; the verdict."""
        with self.session() as session:
            return take(session, dispatch, self.id(login), self.act(login)).verdict.value

    def cannot(self, login: str, dispatch: UUID, reason: str = "") -> str:
        """去不了; the verdict."""
        with self.session() as session:
            return cannot(session, dispatch, self.id(login), self.act(login), reason=reason).verdict.value

    def at(self, seconds: float) -> time_machine.travel:
        """The world at so many seconds after the report; what is due by then has happened."""
        return Later(self, seconds)

    def work_through(self) -> None:
        """What a worker does when it looks: all deeds that are due."""
        with self.session() as session:
            for timer in session.scalars(due_deeds(now(), 100)).all():
                due = Due(*(getattr(timer, name) for name in Due.__slots__))
                DEEDS[timer.topic](session, due, now())
                timer.done_at = now()
                session.flush()

    def dispatch(self, dispatch: UUID) -> Dispatch:
        """As it is stored."""
        with self.app.app_context():
            asked = select(Dispatch).where(Dispatch.id == dispatch)
            return db.session.scalars(asked.options(selectinload(Dispatch.rungs), selectinload(Dispatch.called))).one()

    def called(self, dispatch: UUID) -> dict[str, str]:
        """Who was called at which rung, in the order in which they were."""
        names = {person.id: login for login, person in self.people.items()}
        return {names[one.person_id]: one.step.value for one in self.dispatch(dispatch).called}

    def gone(self, dispatch: UUID) -> dict[str, int]:
        """The rungs that went out, and at which second."""
        found = self.dispatch(dispatch)
        return {
            rung.step.value: int((rung.went_at - found.raised_at).total_seconds())
            for rung in found.rungs
            if rung.went_at is not None
        }

    def told(self, kind: str) -> list[str]:
        """Whom messages of a kind were written to, in their order."""
        names = {person.id: login for login, person in self.people.items()}
        return [names[one.person_id] for one in self.all_of(Message, Message.kind == kind)]

    def all_of(self, kind: type[Any], *where: Any) -> list[Any]:
        """What is stored of a kind."""
        with self.app.app_context():
            return list(db.session.scalars(select(kind).where(*where)))

    def order_of(self, dispatch: UUID) -> Order:
        """Its order, as it is stored."""
        with self.app.app_context():
            return db.session.scalars(
                select(Order).join(Dispatch, Dispatch.order_id == Order.id).where(Dispatch.id == dispatch)
            ).one()

    def journal(self, dispatch: UUID) -> list[Entry]:
        """What its order tells."""
        return sorted(self.all_of(Entry, Entry.order_id == self.order_of(dispatch).id), key=lambda entry: entry.id)

    def waiting(self) -> list[str]:
        """The rungs that still have a timer."""
        waiting = self.all_of(Timer, Timer.topic == "rung", Timer.done_at.is_(None))
        return sorted(timer.facts["step"] for timer in waiting)

    def call_of(self, dispatch: UUID, login: str) -> Called:
        """The record of one who was called."""
        found = self.dispatch(dispatch).call_of(self.id(login))
        assert found is not None
        return found


class Later:
    """`with scene.at(60): …`"""

    def __init__(self, scene: Scene, seconds: float) -> None:
        self.scene, self.travel = scene, time_machine.travel(NOW + timedelta(seconds=seconds), tick=False)

    def __enter__(self) -> datetime:
        self.travel.start()
        self.scene.work_through()
        return now()

    def __exit__(self, *_: object) -> None:
        self.travel.stop()


@pytest.fixture
def scene(app: Flask, save: Callable[..., Any], signed_in: Callable[[str], FlaskClient]) -> Iterator[Scene]:
    with time_machine.travel(NOW, tick=False):
        yield Scene(app, save, signed_in)
