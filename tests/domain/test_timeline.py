"""The story of an order as it is told."""

from collections import namedtuple
from datetime import timedelta

import pytest

from fieldapp.domain.timeline import Flag, Where, events
from tests.builders import NOW

Row = namedtuple("Row", "id what at device_at received_at why facts name")


def entry(what="arrive", *, id=1, at=NOW, device_at=None, received_at=None, name="李建国"):
    return Row(id, what, at, device_at, received_at or at, "", {}, name)


def event(*args, **kwargs):
    return events([entry(*args, **kwargs)])[0]


def test_it_is_told_as_it_happened_not_as_we_heard_of_it():
    later, earlier = entry("enter", id=1), entry("arrive", id=2, at=NOW - timedelta(minutes=5))
    assert [told.what for told in events([later, earlier])] == ["arrive", "enter"]


def test_what_happened_at_the_same_moment_keeps_the_order_of_writing():
    assert [told.what for told in events([entry("finish", id=2), entry("start", id=1)])] == ["start", "finish"]


@pytest.mark.parametrize(
    ("what", "name", "where"),
    [("arrive", "李建国", Where.DOOR), ("assign", "孙敏", Where.OFFICE), ("call_back_due", None, Where.MACHINE)],
)
def test_it_happened_at_the_door_in_the_office_or_in_the_machine(what, name, where):
    assert event(what, name=name).where is where


def test_clocks_that_agree_are_not_shown():
    told = event(device_at=NOW + timedelta(seconds=59), received_at=NOW + timedelta(seconds=60))
    assert not told.clocks_differ


def test_what_was_kept_without_signal_says_for_how_long():
    told = event(device_at=NOW, received_at=NOW + timedelta(minutes=18))
    assert told.on_the_way == timedelta(minutes=18) and told.clock_wrong is None


def test_a_wrong_clock_is_told():
    told = event(device_at=NOW - timedelta(minutes=3))
    assert told.clock_wrong == timedelta(minutes=-3)


def test_ticks_and_looked_up_numbers_are_no_key_points():
    assert event("price").is_key and not event("step").is_key and not event("phone_shown").is_key


def test_what_is_ticked_after_the_danger_is_over_says_so_4_3_5():
    first = entry("under_control", id=1)
    told = events([entry("step", id=2, at=NOW + timedelta(minutes=5)), first])
    assert [one.flags for one in told] == [[], [Flag.LATER]]
