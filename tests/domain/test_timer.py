"""What must happen at a moment: taken once, tried again later, called off, dead and brought back."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from fieldapp.db import db
from fieldapp.domain.timer import (
    DELIVER,
    LEASE,
    LONGEST_PAUSE,
    MOST_ATTEMPTS,
    WALK,
    Timer,
    call_off,
    claim,
    due_deeds,
    finish,
    give_up,
    next_due,
    pause,
    postpone,
)
from tests.builders import BRANCH_ID, NOW, the_branch

pytestmark = pytest.mark.both_engines
SECOND = timedelta(seconds=1)


def a_delivery(key: str = "one", *, urgent: bool = False) -> Timer:
    return Timer.at(NOW, DELIVER, key, branch_id=BRANCH_ID, urgent=urgent)


def stored(app: Flask, key: str = "one") -> Timer:
    with app.app_context():
        return db.session.query(Timer).filter_by(key=key).one()


def test_what_is_not_due_is_not_taken(app: Flask, save):
    save(the_branch(), a_delivery())
    with app.app_context():
        assert claim(db.session(), NOW - SECOND, urgent=False, most=10) == []


def test_what_is_claimed_is_nobody_elses_until_the_lease_is_over(app: Flask, save):
    save(the_branch(), a_delivery())
    with app.app_context():
        (first,) = claim(db.session(), NOW, urgent=False, most=10)
        assert claim(db.session(), NOW + LEASE - SECOND, urgent=False, most=10) == []
        (second,) = claim(db.session(), NOW + LEASE, urgent=False, most=10)
        assert first.id == second.id and (first.attempts, second.attempts) == (1, 2)


def test_whose_lease_ran_out_may_not_write_the_end(app: Flask, save):
    save(the_branch(), a_delivery())
    with app.app_context():
        session = db.session()
        (late,) = claim(session, NOW, urgent=False, most=10)
        (holder,) = claim(session, NOW + LEASE, urgent=False, most=10)
        assert not postpone(session, late, until=NOW, error="")
        assert not give_up(session, late, at=NOW, error="")
        assert finish(session, holder, at=NOW)
        assert not finish(session, late, at=NOW)


def test_the_urgent_are_taken_by_themselves(app: Flask, save):
    save(the_branch(), a_delivery("a"), a_delivery("b", urgent=True))
    with app.app_context():
        assert [due.key for due in claim(db.session(), NOW, urgent=True, most=10)] == ["b"]


def test_no_more_are_taken_than_asked_for_and_the_oldest_first(app: Flask, save):
    save(the_branch(), *(Timer.at(NOW - n * SECOND, DELIVER, str(n), branch_id=None) for n in range(5)))
    with app.app_context():
        assert [due.key for due in claim(db.session(), NOW, urgent=False, most=2)] == ["4", "3"]


def test_a_deed_is_no_delivery(app: Flask, save):
    save(the_branch(), a_delivery(), Timer.at(NOW, "rung", "rung", branch_id=None))
    with app.app_context():
        assert [timer.key for timer in db.session.scalars(due_deeds(NOW, 10))] == ["rung"]


def test_it_knows_when_the_next_one_is_due(app: Flask, save):
    save(the_branch(), Timer.at(NOW + SECOND, "rung", "rung", branch_id=None))
    with app.app_context():
        assert db.session.scalar(next_due()) == NOW + SECOND


def test_of_what_could_not_be_begun_it_is_not_told(app: Flask, save):
    save(the_branch(), a_delivery("a"), Timer.at(NOW + SECOND, DELIVER, "b", branch_id=None, urgent=True))
    with app.app_context():
        assert db.session.scalar(next_due(leave_out=[(WALK, False), (DELIVER, False)])) == NOW + SECOND
        assert db.session.scalar(next_due(leave_out=[(WALK, False), (DELIVER, True)])) == NOW


def test_what_was_called_off_does_not_happen(app: Flask, save):
    save(the_branch(), a_delivery())
    with app.app_context():
        db.session.execute(call_off(["one"], at=NOW))
        assert claim(db.session(), NOW, urgent=False, most=10) == []
        db.session.commit()
    assert stored(app).called_off and not stored(app).is_waiting


def test_a_dead_one_can_be_sent_again_with_new_attempts(app: Flask, save):
    save(the_branch(), a_delivery())
    with app.app_context():
        (due,) = claim(db.session(), NOW, urgent=False, most=10)
        assert give_up(db.session(), due, at=NOW, error="refused")
        db.session.commit()
        timer = db.session.get(Timer, due.id, populate_existing=True)
        assert timer is not None and not timer.is_waiting
        timer.send_again(at=NOW)
        db.session.commit()
        (again,) = claim(db.session(), NOW, urgent=False, most=10)
        assert again.attempts == 2 and again.most_attempts == 1 + MOST_ATTEMPTS and not again.is_last_attempt


def test_each_pause_is_longer_and_none_is_endless():
    assert pause(1, 0.0) == SECOND and pause(1, 1.0) == 2 * SECOND
    assert pause(3, 0.5) == 6 * SECOND
    assert pause(40, 1.0) == LONGEST_PAUSE


def test_ids_are_written_by_whoever_makes_the_timer():
    assert isinstance(a_delivery().id, UUID)
