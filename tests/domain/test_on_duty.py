"""Coming on duty and going off it, as it is pressed, beside what the roster had planned."""

from datetime import timedelta
from uuid import uuid4

from fieldapp.domain.on_duty import USUAL_LENGTH, come_on, go_off, present
from fieldapp.domain.people import Duty
from tests.builders import NOW

LI = uuid4()
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def a_duty(begins, ends) -> Duty:
    return Duty(id=uuid4(), person_id=LI, begins_at=begins, ends_at=ends)


def test_without_a_roster_one_is_on_duty_for_a_usual_length():
    assert come_on([], LI, at=NOW).ends_at == NOW + USUAL_LENGTH


def test_who_comes_a_little_early_begins_the_shift_of_the_roster():
    planned = a_duty(NOW + 20 * MINUTE, NOW + 9 * HOUR)
    assert come_on([planned], LI, at=NOW) is planned and planned.begins_at == NOW


def test_who_comes_much_earlier_has_a_duty_of_its_own_until_then():
    planned = a_duty(NOW + 3 * HOUR, NOW + 9 * HOUR)
    assert come_on([planned], LI, at=NOW).ends_at == planned.begins_at


def test_pressed_twice_it_is_the_same_duty():
    now = a_duty(NOW - HOUR, NOW + HOUR)
    assert come_on([now], LI, at=NOW) is now


def test_going_off_ends_what_lasts_now_and_nothing_else():
    now, later = a_duty(NOW - HOUR, NOW + HOUR), a_duty(NOW + 2 * HOUR, NOW + 3 * HOUR)
    go_off([now, later], at=NOW)
    assert present([now, later], NOW) is None and later.begins_at == NOW + 2 * HOUR
    go_off([], at=NOW)
