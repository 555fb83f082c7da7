"""The house in which processes are killed: a branch with technicians on duty, whose ladder climbs in seconds."""

from datetime import timedelta
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.emergency import raise_emergency
from fieldapp.domain.journal import Act
from fieldapp.domain.ladder import LadderRules
from fieldapp.domain.message import Message, MessageKind
from fieldapp.domain.order import Order
from fieldapp.domain.people import Duty, Person, Role, Trade
from fieldapp.domain.peril import Peril
from fieldapp.domain.premises import Branch, Site
from fieldapp.domain.subscription import Subscription
from tests.builders import BRANCH_ID, SITE_ID, a_person, a_room, an_owner, chen, sun, the_branch, the_site
from tests.jobs import CATALOGUE_ID, a_line, an_item, an_order, the_catalogue, the_procedure

TECHNICIANS = 6
STAIRS = {"next_after": 2, "everybody_after": 4, "by_hand_after": 6, "owner_after": 8, "door_within": 10}


def furnish(app: Flask) -> None:
    """Put everybody into the empty database."""
    with app.app_context():
        session, desk = db.session(), chen()
        crew = [a_person(f"tech{n}", Role.TECHNICIAN, trades=frozenset({Trade.PLUMBER})) for n in range(TECHNICIANS)]
        for some in ([the_branch()], [the_site(), *crew, sun(), desk, LadderRules(branch_id=BRANCH_ID, **STAIRS)]):
            session.add_all(some)
            session.flush()
        session.add_all([the_catalogue(an_item()), the_procedure()])
        session.flush()
        session.add_all(each for person in crew for each in _ready(person))
        session.commit()
        db.session.remove()
        db.engine.dispose()  # nobody who is made from this process shares a connection with it


def change_and_tell(session: Session) -> str:
    """A change of an order, and what it tells somebody, in one transaction. Returns the key of the message."""
    order = session.scalars(select(Order).where(~Order.urgent).limit(1)).one_or_none() or _order(session, urgent=False)
    technician_id, key = _somebody(session), str(new_id())
    act = Act.here(by_id=order.received_by_id, now=now())
    order.record(act, "note", why=key)
    told = Message.to(technician_id, MessageKind.CANCELLED, branch_id=BRANCH_ID, key=key, at=act.at, order=order)
    order.messages.add(told)
    session.commit()
    return key


def call_for_help(session: Session) -> str:
    """An emergency with its ladder, in one transaction. Returns the id of the order."""
    order = _order(session, urgent=True)
    raise_emergency(session, order, Act.here(by_id=order.received_by_id, now=now()), peril=Peril.WATER)
    session.commit()
    return str(order.id)


def _order(session: Session, *, urgent: bool) -> Order:
    order = an_order(an_owner(a_room("3栋", str(new_id())[-8:])), a_line(), urgent=urgent)
    order.branch, order.site = session.get_one(Branch, BRANCH_ID), session.get_one(Site, SITE_ID)
    for line in order.lines:
        line.item_id = None
    order.catalogue_version_id = CATALOGUE_ID
    order.serial = int(new_id().int % 1_000_000_000)
    order.received_at = now()
    order.received_by_id = session.scalars(select(Person.id).where(Person.login == "chen")).one()
    session.add(order)
    session.flush()
    return order


def _somebody(session: Session) -> UUID:
    crew = session.scalars(select(Person.id).where(Person.login.startswith("tech"))).all()
    return crew[int(new_id().int % len(crew))]


def _ready(person: Person) -> tuple[Duty, Subscription]:
    """On duty since an hour, with a phone that rang a moment ago."""
    at, hours = now(), timedelta(hours=8)
    duty = Duty(id=new_id(), person_id=person.id, begins_at=at - timedelta(hours=1), ends_at=at + hours)
    endpoint = f"https://push.example/{person.login}"
    phone = Subscription(id=new_id(), person_id=person.id, endpoint=endpoint, p256dh="k", auth="a", failure="")
    phone.made_at = phone.renewed_at = phone.tested_at = at
    return duty, phone
