"""Who counts for an emergency: on duty, by a way from which something came back within this shift."""

from datetime import timedelta

import pytest

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.open_app import OpenApp
from fieldapp.domain.other_channel import other_channels, write_down
from fieldapp.domain.people import Duty
from fieldapp.domain.readiness import Readiness, readiness_of
from fieldapp.domain.subscription import Subscription
from fieldapp.domain.way import Way, ways_of
from tests.builders import NOW, li, the_branch

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
pytestmark = pytest.mark.both_engines


@pytest.fixture
def person(save):
    person = li()
    save(the_branch(), person)
    return person


def on_duty(person) -> Duty:
    return Duty(id=new_id(), person_id=person.id, begins_at=NOW - HOUR, ends_at=NOW + HOUR)


def a_phone(person, **facts) -> Subscription:
    usual = {"endpoint": f"https://fcm.googleapis.com/{new_id()}", "p256dh": "x", "auth": "x", "failure": ""}
    return Subscription(id=new_id(), person_id=person.id, made_at=NOW - HOUR, renewed_at=NOW, **usual | facts)


def ready(app, person) -> Readiness:
    with app.app_context():
        return readiness_of(db.session(), [person.id], NOW)[person.id]


@pytest.mark.parametrize(
    ("phone", "expected"),
    [
        (None, Readiness.NO_WAY),
        ({}, Readiness.UNTESTED),
        ({"tested_at": NOW - timedelta(hours=10)}, Readiness.UNTESTED),
        ({"tested_at": NOW - HOUR - 30 * MINUTE}, Readiness.READY),
        ({"tested_at": NOW}, Readiness.READY),
        ({"tested_at": NOW - MINUTE, "failed_at": NOW}, Readiness.FAILED),
        ({"tested_at": NOW, "gone_at": NOW}, Readiness.NO_WAY),
    ],
)
def test_a_phone_counts_once_something_came_back_in_this_shift(app, save, person, phone, expected):
    save(on_duty(person), *([a_phone(person, **phone)] if phone is not None else []))
    assert ready(app, person) is expected


def test_one_good_phone_is_enough(app, save, person):
    save(on_duty(person), a_phone(person, failed_at=NOW), a_phone(person, tested_at=NOW - MINUTE))
    assert ready(app, person) is Readiness.READY


def test_off_duty_nobody_counts(app, save, person):
    save(a_phone(person, tested_at=NOW))
    assert ready(app, person) is Readiness.OFF_DUTY


@pytest.mark.parametrize(
    ("heard", "tested", "expected"),
    [
        (NOW - MINUTE, NOW - MINUTE, Readiness.READY),
        (NOW - MINUTE, None, Readiness.UNTESTED),
        (NOW - 5 * MINUTE, NOW - 5 * MINUTE, Readiness.NO_WAY),
    ],
)
def test_an_open_page_counts_while_it_is_heard_of(app, save, person, heard, tested, expected):
    save(on_duty(person), OpenApp(person_id=person.id, heard_at=heard, tested_at=tested))
    assert ready(app, person) is expected


def test_the_ways_to_somebody_begin_with_the_phone_itself(app, save, person):
    live, gone = a_phone(person), a_phone(person, gone_at=NOW)
    save(live, gone, OpenApp(person_id=person.id, heard_at=NOW - MINUTE))
    with app.app_context():
        write_down(db.session(), [("wecom", False), ("sms", True)])
        db.session.commit()
        assert ways_of(db.session(), person.id, at=NOW) == [
            Way("push", live.id, 1),
            Way("app", person.id, 1),
            Way("wecom", person.id, 2),
            Way("sms", person.id, 3),
        ]
        assert "app" not in [way.channel for way in ways_of(db.session(), person.id, at=NOW + HOUR)]


def test_the_channels_are_written_down_as_the_setting_has_them(app):
    with app.app_context():
        write_down(db.session(), [("wecom", False), ("sms", True)])
        db.session.commit()
        write_down(db.session(), [("sms", False)])
        db.session.commit()
        assert [(one.name, one.rank, one.needs_phone) for one in db.session.scalars(other_channels())] == [
            ("sms", 2, False)
        ]
