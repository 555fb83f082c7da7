"""What happens again and again without anybody asking: phones that fell silent, and old rows."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.alarm import Alarm, AlarmKind
from fieldapp.domain.base import new_id
from fieldapp.domain.device import Device
from fieldapp.domain.heartbeat import Heartbeat
from fieldapp.domain.message import Message, MessageKind
from fieldapp.domain.people import Duty, Role
from fieldapp.domain.subscription import Subscription
from fieldapp.domain.timer import Timer
from fieldapp.worker.recurring import RECURRING
from tests.builders import NOW, a_person, a_room, an_owner, chen, the_branch, the_site
from tests.jobs import a_line, an_item, an_order, the_catalogue

HOUR = timedelta(hours=1)


@pytest.fixture
def phone(save, person):
    """The person's phone, last heard of two hours ago with three presses on it."""
    phone = Device(
        id=new_id(),
        person_id=person.id,
        first_heard_at=NOW - 9 * HOUR,
        heard_at=NOW - 2 * HOUR,
        first_seq=1,
        checked_seq=1,
        min_seq=1,
        offset_ms=0,
        waiting=3,
        tray=0,
    )
    save(phone)
    return phone


def alarms(app) -> list[Alarm]:
    with app.app_context():
        return list(db.session.scalars(select(Alarm)))


def test_a_phone_that_fell_silent_with_something_on_it_raises_one_alarm(app, phone, go_round, clock):
    for _ in range(3):
        clock.shift(timedelta(minutes=1))
        go_round()
    (alarm,) = alarms(app)
    assert (alarm.kind, alarm.device, alarm.facts["waiting"]) == (AlarmKind.SILENT, phone.id, 3)


def test_a_phone_on_which_nothing_waits_may_be_silent(app, phone, save, go_round, clock):
    phone.waiting = 0
    save(phone)
    clock.shift(timedelta(minutes=1))
    go_round()
    assert alarms(app) == []


def test_each_turn_has_one_timer_and_always_one_is_ahead(app, go_round, clock):
    for _ in range(3):
        go_round()
        clock.shift(timedelta(minutes=1))
    with app.app_context():
        waiting = db.session.scalars(select(Timer.topic).where(Timer.done_at.is_(None))).all()
    assert sorted(waiting) == sorted(RECURRING)


def test_the_desk_on_duty_hears_every_hour_how_many_owners_wait_to_be_called(app, save, go_round, clock):
    branch, site, item, desk, asleep = the_branch(), the_site(), an_item(), chen(), a_person("wu", Role.DESK)
    save(branch, site, desk, asleep, the_catalogue(item))
    for door, due in (("501", NOW - HOUR), ("502", NOW + HOUR), ("503", NOW + 9 * HOUR)):
        order = an_order(an_owner(a_room(door=door)), a_line(item), by=desk)
        order.branch, order.site, order.call_back_due_at = branch, site, due
        save(order)
    save(*(duty for one in (desk, asleep) for duty in [a_duty(one, until=NOW + (5 if one is desk else -1) * HOUR)]))
    save(*(a_subscription(one) for one in (desk, asleep)))
    for _ in range(4):
        go_round()
        clock.shift(HOUR / 2)
    with app.app_context():
        told = db.session.execute(
            select(Message.person_id, Message.facts).where(Message.kind == MessageKind.CALL_BACKS).order_by(Message.key)
        ).all()
    assert told == [(desk.id, {"count": 1}), (desk.id, {"count": 2})]


def a_duty(person, *, until):
    return Duty(id=new_id(), person_id=person.id, begins_at=NOW - 9 * HOUR, ends_at=until)


def a_subscription(person):
    facts = {"endpoint": f"https://push.example/{person.login}", "p256dh": "k", "auth": "a", "failure": ""}
    return Subscription(id=new_id(), person_id=person.id, made_at=NOW, renewed_at=NOW, **facts)


def test_what_is_done_for_thirty_days_is_tidied_away_and_what_is_dead_stays(app, save, go_round, clock):
    old, dead, young = (Timer.at(NOW - 800 * HOUR, "x", key, branch_id=None) for key in ("old", "dead", "young"))
    old.done_at, dead.failed_at, young.done_at = NOW - 31 * 24 * HOUR, NOW - 31 * 24 * HOUR, NOW - 29 * 24 * HOUR
    save(old, dead, young, Heartbeat(id=new_id(), name="gone", started_at=NOW - 9 * HOUR, beat_at=NOW - 9 * HOUR))
    go_round()
    clock.shift(timedelta(minutes=10))
    go_round()
    with app.app_context():
        assert {"dead", "young"} <= set(db.session.scalars(select(Timer.key))) and db.session.get(Timer, old.id) is None
        assert db.session.scalars(select(Heartbeat.name)).one() != "gone"
