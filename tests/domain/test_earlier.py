"""It happened earlier than it was pressed."""

from datetime import timedelta

import pytest

from fieldapp.domain.earlier import last_recorded, moment_of
from tests.builders import NOW
from tests.jobs import a_visit


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def test_so_many_minutes_before_the_press():
    assert moment_of(a_visit(), pressed_at=NOW, minutes=15) == NOW - minutes(15)


def test_never_before_what_had_happened_already():
    visit = a_visit(until="arrive")  # at NOW
    assert moment_of(visit, pressed_at=NOW + minutes(10), minutes=60) == NOW


def test_never_after_the_press_even_when_another_clock_was_ahead():
    visit = a_visit(until="arrive")
    assert moment_of(visit, pressed_at=NOW - minutes(5), minutes=1) == NOW - minutes(5)


@pytest.mark.parametrize(
    "until", ["accept", "set_out", "arrive", "covers", "ring", "greet", "enter", "price", "test", "sign"]
)
def test_every_step_leaves_a_moment(until):
    assert last_recorded(a_visit(until=until)) == NOW


def test_a_visit_that_has_not_begun_has_none():
    assert last_recorded(a_visit()) is None
