"""What the office decides reaches the phone, in words; what was overtaken meanwhile reaches nobody."""

from uuid import UUID

import pytest

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.assignment import GRACE, UNDO_WITHIN, assign, newest_assignment, standing
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person
from fieldapp.domain.premises import Branch, Site
from fieldapp.domain.recall import recall
from tests.builders import BRANCH_ID, NOW, chen, sun, the_site, zhao
from tests.jobs import PROCEDURE_ID, a_line, an_item, an_order, at, the_catalogue, the_procedure

WAIT = UNDO_WITHIN + GRACE


@pytest.fixture
def order_id(app, save, person) -> UUID:
    """An order of the branch, and everybody who may have to do with it."""
    site, desk, item = the_site(), chen(), an_item()
    save(site, desk, sun(), the_catalogue(item), the_procedure())
    order = an_order(None, a_line(item), by=desk)
    with app.app_context():
        order.branch, order.site = db.session.get(Branch, BRANCH_ID), db.session.get(Site, site.id)
        db.session.add(order)
        db.session.commit()
    return order.id


@pytest.fixture
def give(app, order_id):
    """Give the order to somebody, or to somebody else; gives back the id of the visit."""

    def give(to: Person) -> UUID:
        with app.app_context():
            order = db.session.get(Order, order_id)
            current = standing(order, db.session.scalars(newest_assignment(order_id)).one_or_none())
            given = assign(
                order,
                to,
                at(now(), order.received_by_id),
                current=current,
                procedure_id=PROCEDURE_ID,
                begins=NOW,
                ends=None,
                reason="离得近",
            )
            db.session.add(given)
            db.session.commit()
            return given.visit_id

    return give


def test_the_phone_says_what_and_where_when_nobody_takes_it_back(ways, quiet, give, person, go_round, clock):
    visit_id = give(person)
    go_round()
    assert not quiet.sent
    clock.shift(WAIT)
    go_round()
    ((_, parcel),) = quiet.sent
    assert parcel.words.title == "派给你：3栋503 · 更换角阀"
    assert parcel.words.body == "今天 10:41" and parcel.words.path == f"/my/visits/{visit_id}"


def test_what_was_recalled_before_it_was_told_is_told_to_nobody(
    app, ways, quiet, give, person, order_id, go_round, clock
):
    give(person)
    with app.app_context():
        order = db.session.get(Order, order_id)
        recall(order, db.session.scalars(newest_assignment(order_id)).one(), at(now(), order.received_by_id))
        db.session.commit()
    clock.shift(WAIT)
    go_round()
    assert not quiet.sent


def test_who_was_told_hears_that_somebody_else_goes(ways, quiet, give, person, save, go_round, clock):
    other = zhao()
    save(other)
    give(person)
    clock.shift(WAIT)
    go_round()
    give(other)
    clock.shift(WAIT)
    go_round()
    assert sorted(parcel.kind for _, parcel in quiet.sent) == ["assigned", "assigned", "reassigned"]


def test_whom_nobody_told_is_not_told_that_somebody_else_goes(ways, quiet, give, person, save, go_round, clock):
    other = zhao()
    save(other)
    give(person)
    give(other)
    clock.shift(WAIT)
    go_round()
    assert [parcel.kind for _, parcel in quiet.sent] == ["assigned"]
