"""The worker makes the visits of an agreement: ordinary orders, fourteen days ahead, each exactly once (4.2.4)."""

from datetime import date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.agreement import Agreement
from fieldapp.domain.agreement_orders import MAKE, agreement_in_hand, make_soon, make_visits
from fieldapp.domain.agreement_withdrawal import call_off_visits
from fieldapp.domain.base import new_id
from fieldapp.domain.course import OrderState
from fieldapp.domain.holiday import Holiday
from fieldapp.domain.order import Channel, Order
from fieldapp.domain.people import Duty
from fieldapp.domain.timer import Due
from fieldapp.domain.visit import Visit
from tests.agreements import House
from tests.builders import BRANCH_ID, NOW
from tests.jobs import at

HOUR = timedelta(hours=1)
# From Monday 23 November, 10:41: this morning's has passed, and the horizon is Monday 7 December.
EXPECTED = [date(2026, 11, 26), date(2026, 11, 30), date(2026, 12, 3), date(2026, 12, 7)]


@pytest.fixture
def house(save) -> House:
    house = House()
    save(*house.all)
    return house


def due(agreement: Agreement) -> Due:
    facts = {"agreement": str(agreement.id)}
    return Due(new_id(), BRANCH_ID, MAKE, f"{MAKE}:{new_id()}", False, facts, NOW, 1, 10)


def make(app, agreement: Agreement, now: datetime = NOW) -> None:
    with app.app_context():
        make_visits(db.session(), due(agreement), now)
        db.session.commit()


def orders(app) -> list[Order]:
    with app.app_context():
        return list(db.session.scalars(select(Order).order_by(Order.agreement_day, Order.id)))


def test_each_is_an_ordinary_order_at_the_agreed_price_with_the_named_technician_4_2_4(app, save, house):
    agreement = house.agreement()
    save(agreement)
    make(app, agreement)
    made = orders(app)
    assert [order.agreement_day for order in made] == EXPECTED
    (first, *_) = made
    assert (first.channel, first.state, first.holder_id) == (Channel.AGREEMENT, OrderState.ASSIGNED, house.fang.id)
    assert (first.price_fen, first.minutes, first.title_zh) == (4500, 120, "日常保洁 90只")
    assert first.wanted_from == datetime.fromisoformat("2026-11-26T01:00:00+00:00")
    with app.app_context():
        planned = db.session.scalars(select(Visit.planned_from).order_by(Visit.planned_from)).all()
    assert planned == [order.wanted_from for order in made]


def test_a_day_later_there_is_one_day_more_and_nothing_twice(app, save, house):
    agreement = house.agreement()
    save(agreement, Holiday(branch_id=BRANCH_ID, day=date(2026, 12, 3), name="停工日"))
    for days in (0, 0, 1, 3):
        make(app, agreement, NOW + timedelta(days=days))
    days = [order.agreement_day for order in orders(app)]
    assert days == [date(2026, 11, 26), date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 10)]


def test_who_is_not_on_a_roster_that_is_written_is_away_and_the_order_waits(app, save, house):
    begins = datetime.fromisoformat("2026-11-26T00:00:00+00:00")
    save(Duty(id=new_id(), person_id=house.ying.id, begins_at=begins, ends_at=begins + 9 * HOUR))
    agreement = house.agreement()
    save(agreement)
    make(app, agreement)
    first, second, *_ = orders(app)
    assert (first.state, first.holder_id) == (OrderState.RECEIVED, None)
    assert second.holder_id == house.fang.id


def test_visits_that_are_called_off_let_go_of_their_days(app, save, house):
    agreement = house.agreement()
    save(agreement)
    make(app, agreement)
    with app.app_context():
        held = db.session.scalars(agreement_in_hand(agreement.id)).one()
        act = at(NOW, house.operations.id)
        since, until = date(2026, 11, 30), date(2026, 12, 3)
        assert call_off_visits(db.session(), held, act, why="业主出差", since=since, until=until) == 2
        db.session.commit()
    assert [order.state for order in orders(app)].count(OrderState.CANCELLED) == 2
    make(app, agreement)  # nothing says that there is a pause, so they are made again
    days = [order.agreement_day for order in orders(app) if order.state is not OrderState.CANCELLED]
    assert days == EXPECTED


def test_the_worker_looks_through_all_agreements_every_hour(app, save, house, go_round, clock):
    agreement = house.agreement()
    save(agreement)
    go_round()
    clock.shift(HOUR)
    go_round()
    assert [order.agreement_day for order in orders(app)] == EXPECTED


@pytest.mark.both_engines
def test_two_workers_at_the_same_moment_make_each_visit_once(app, save, house):
    agreement = house.agreement(minutes=60)
    save(agreement, make_soon(agreement, NOW))
    line, failures = Barrier(2), []

    def work() -> None:
        line.wait()
        try:
            make(app, agreement)
        except Exception as trouble:
            failures.append(trouble)

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
    assert [order.agreement_day for order in orders(app)] == EXPECTED
    assert len({order.number for order in orders(app)}) == len(EXPECTED)
