"""Whoever is next with a request is told on a device that can be woken, once; at last whoever wrote it (4.2.4)."""

import pytest
from sqlalchemy import select

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.message import Message, MessageKind
from fieldapp.domain.people import Language, Person
from fieldapp.domain.subscription import Subscription
from fieldapp.web.message_words import words_for
from tests.web.agreements.conftest import PLACE


@pytest.fixture
def told(app, hands, save):
    """Everybody has a device; who was told of what, in the order in which it was written."""
    house = hands.house
    for person in (house.desk, house.supervisor, house.operations, house.fang):
        made = {"made_at": now(), "renewed_at": now(), "p256dh": "k", "auth": "a"}
        save(Subscription(id=new_id(), person_id=person.id, endpoint=f"https://x/{person.login}", **made))

    def told() -> list[tuple[str, str]]:
        with app.app_context():
            rows = select(Person.login, Message.facts).join(Person, Person.id == Message.person_id)
            rows = rows.where(Message.kind == MessageKind.AGREEMENT).order_by(Message.id)
            return [(login, facts["state"]) for login, facts in db.session.execute(rows)]

    return told


def test_the_supervisor_then_the_operations_manager_then_whoever_wrote_it(hands, told):
    form = hands.request()
    for _ in range(2):
        hands.press(f"{PLACE}/new", "chen", **form)
    can = {"price": "45", "charge": "visit", "person": str(hands.house.fang.id)}
    hands.decide(form["id"], "capability", "lin", **can)
    hands.decide(form["id"], "approval", "han")
    assert told() == [("lin", "requested"), ("han", "confirmed"), ("chen", "approved")]


def test_a_no_is_told_to_whoever_wrote_it(hands, told):
    form = hands.request()
    hands.press(f"{PLACE}/new", "chen", **form)
    hands.decide(form["id"], "refusal", "lin", why="没人")
    assert told()[1:] == [("chen", "declined")]


def test_the_message_says_which_door_and_leads_to_the_page(app, hands, told):
    form = hands.request()
    hands.press(f"{PLACE}/new", "chen", **form)
    with app.app_context():
        facts = db.session.scalars(select(Message.facts)).one()
        words = words_for(MessageKind.AGREEMENT, facts, Language.CHINESE, None)
    assert (words.title, words.path) == ("定点长期服务：3栋503 · 日常保洁", f"{PLACE}/{form['id']}")


def test_the_order_of_a_visit_and_its_agreement_lead_to_each_other(hands):
    id = hands.in_force()
    hands.work()
    order = hands.orders()[0]
    assert f'href="{PLACE}/{id}"' in hands.page(f"/desk/orders/{order.id}")
    assert f'href="/desk/orders/{order.id}"' in hands.page(f"{PLACE}/{id}")
    told = hands.page(f"{PLACE}/{id}", "han")
    assert f'data-visit-order="{order.id}"' in told and "/desk/orders/" not in told
