"""A moment after a visit the worker decides who stays on the list of call-backs (3.1, 4.1.2)."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.base import Fen, new_id
from fieldapp.domain.call_back import DECIDE, CallBack, CallOutcome, CallReason
from fieldapp.domain.call_back_draw import decide_call_back
from fieldapp.domain.call_back_rules import CallBackRules
from fieldapp.domain.course import OrderState
from fieldapp.domain.dispatch import Dispatch
from fieldapp.domain.journal import Entry
from fieldapp.domain.order import Order
from fieldapp.domain.owner_answer import OwnerAnswer
from fieldapp.domain.peril import Peril
from fieldapp.domain.signature import Signature
from fieldapp.domain.timer import Due
from tests.builders import BRANCH_ID, NOW, a_room, an_owner, chen, the_branch, the_site, zhao
from tests.jobs import COURSE, a_line, a_visit, an_item, an_order, press, the_catalogue, the_procedure


@pytest.fixture
def done(app, save, person):
    """A visit that is over: of Li and of a free bulb, unless the test says otherwise; its order."""
    branch, site, item, desk, other = the_branch(), the_site(), an_item(price_fen=0), chen(), zhao()
    with app.app_context():
        branch = db.session.merge(branch)
        db.session.commit()
    save(site, desk, other, the_catalogue(item), the_procedure())
    people = {"li": person, "zhao": other}

    def done(door: str, *, by: str = "li", price_fen: int = 0, **more) -> Order:
        order = an_order(an_owner(a_room("7栋", door)), a_line(item), by=desk, **({"requirements": "换灯泡"} | more))
        order.lines[0].unit_price_fen = Fen(price_fen)
        order.retell()
        order.branch, order.site = branch, site
        save(order)
        visit = a_visit(order, technician=people[by])
        visit.marks, visit.tests, visit.photos = [], [], []
        save(visit)
        for step in COURSE:
            press(visit, step)
        save(visit)
        return order

    return done


@pytest.fixture
def fate(app):
    """What became of an order: its state, why its owner is called, how the call ended."""

    def fate(order):
        with app.app_context():
            call = db.session.scalars(select(CallBack).where(CallBack.order_id == order.id)).one()
            return db.session.get_one(Order, order.id).state, call.reasons, call.outcome

    return fate


KEPT = (OrderState.CALL_BACK_DUE, {CallReason.DRAWN}, None)
TAKEN_OFF = (OrderState.CLOSED, frozenset(), CallOutcome.NOT_DRAWN)


@pytest.mark.both_engines
def test_of_each_technicians_visits_so_many_are_called_that_the_share_is_reached(done, fate, go_round):
    orders = [done(f"10{nth}") for nth in range(5)]
    others = done("201", by="zhao")
    go_round()
    assert [fate(order) for order in orders].count(KEPT) == 2  # of five, 30 % are one and a half
    assert [fate(order) for order in orders].count(TAKEN_OFF) == 3
    assert fate(others) == KEPT


@pytest.mark.both_engines
def test_two_workers_at_the_same_moment_draw_each_order_once(app, done, fate):
    orders = [done(f"10{nth}") for nth in range(4)]
    with app.app_context():
        calls = db.session.scalars(select(CallBack.id).order_by(CallBack.id)).all()
    line, failures = Barrier(2), []

    def draw(calls) -> None:
        line.wait()
        try:
            with app.app_context():
                for call in calls:
                    facts = {"call_back": str(call)}
                    due = Due(new_id(), BRANCH_ID, DECIDE, f"{DECIDE}:{call}", False, facts, NOW, 1, 10)
                    decide_call_back(db.session(), due, NOW)
                    db.session.commit()
        except Exception as trouble:
            failures.append(trouble)

    workers = [Thread(target=draw, args=[some]) for some in (calls, calls[::-1])]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
    assert [fate(order) for order in orders].count(KEPT) == 2  # of four, 30 % are more than one
    assert [fate(order) for order in orders].count(TAKEN_OFF) == 2
    with app.app_context():
        told = db.session.scalars(select(Entry.facts).where(Entry.what == "not_drawn")).all()
    assert sorted(facts["visits"] for facts in told) == [2, 3], "each counted those before it"


def test_the_journal_says_why_nobody_calls(app, done, fate, go_round):
    first, second = done("101"), done("102")
    go_round()
    with app.app_context():
        (entry,) = db.session.scalars(select(Entry).where(Entry.what == "not_drawn"))
    assert entry.order_id in {first.id, second.id} and entry.by_id is None
    assert entry.facts == {"share": 30, "drawn": 1, "visits": 2}


@pytest.mark.parametrize(("share", "kept"), [(0, 0), (100, 3)])
def test_the_branch_says_how_many(app, done, fate, go_round, share, kept):
    orders = [done(f"10{nth}") for nth in range(3)]
    with app.app_context():
        db.session.add(CallBackRules(branch_id=BRANCH_ID, share=share))
        db.session.commit()
    go_round()
    assert [fate(order) for order in orders].count(KEPT) == kept


def test_a_new_month_begins_anew(app, done, fate, go_round, clock):
    first, second = done("101"), done("102")
    with app.app_context():
        call = db.session.scalars(select(CallBack).where(CallBack.order_id == first.id)).one()
        call.left_at = NOW - timedelta(days=25)
        db.session.commit()
    go_round()
    assert fate(first) == fate(second) == KEPT


def test_who_paid_stays_on_the_list_whatever_the_share(done, fate, go_round):
    orders = [done(f"10{nth}", price_fen=500) for nth in range(3)]
    go_round()
    assert {fate(order) for order in orders} == {(OrderState.CALL_BACK_DUE, frozenset({CallReason.PAID}), None)}


def test_an_emergency_of_water_is_a_leak_whatever_the_words(app, done, fate, go_round):
    order = done("101", urgent=True)
    with app.app_context():
        facts = {"raised_at": NOW, "raised_by_id": order.received_by_id, "door_by": NOW, "over_at": NOW}
        db.session.add(Dispatch(id=new_id(), branch_id=BRANCH_ID, order_id=order.id, peril=Peril.WATER, **facts))
        db.session.commit()
    go_round()
    assert fate(order)[1] == {CallReason.EMERGENCY, CallReason.LEAK}


def test_an_owner_who_wrote_before_the_technician_left_is_called_at_once(app, done, fate, go_round):
    done("101")
    order = done("102")
    with app.app_context():
        signature = db.session.scalars(select(Signature).where(Signature.order_id == order.id)).one()
        said = {"satisfied": False, "words": "没修好", "at": NOW}
        db.session.add(OwnerAnswer(id=new_id(), order_id=order.id, signature_id=signature.id, **said))
        db.session.commit()
    go_round()
    assert fate(order) == (OrderState.CALL_BACK_DUE, {CallReason.OWNER}, None)
    with app.app_context():
        assert db.session.get_one(Order, order.id).call_back_due_at == NOW


def test_who_was_called_meanwhile_is_not_decided_about(app, done, fate, go_round):
    order = done("101")
    with app.app_context():
        call = db.session.scalars(select(CallBack).where(CallBack.order_id == order.id)).one()
        call.outcome = CallOutcome.WELL
        db.session.commit()
    go_round()
    assert fate(order) == (OrderState.CALL_BACK_DUE, frozenset(), CallOutcome.WELL)
