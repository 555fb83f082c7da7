"""How what somebody types becomes a room."""

import pytest

from fieldapp.domain.room_search import sought


@pytest.mark.parametrize(
    "typed", ["3-503", "3栋503", "3 503", " 3栋 503 ", "3号楼503", "3幢-503", "３－５０３", "3#503", "3座503"]
)
def test_a_room_may_be_said_in_many_ways(typed):
    assert sought(typed).words == ("3-503",)


def test_a_building_alone_finds_all_its_rooms():
    assert sought("3栋").words == ("3-",)


def test_a_name_and_a_door_are_two_words():
    assert sought("王 503").words == ("王", "503")


def test_nobody_looks_for_more_than_a_few_words():
    assert len(sought("a b c d e f g").words) == 4


def test_nothing_typed_is_nothing_sought():
    assert sought("  ").words == () and sought("  ").first == ""
