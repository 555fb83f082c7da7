"""A name is found by its pinyin, by first letters, and by itself."""

import pytest

from fieldapp.domain.pinyin import search_key
from fieldapp.domain.room_search import owner_key, room_key


@pytest.mark.parametrize("typed", ["角阀", "jiaofa", "jf", "ghjf", "wtr-008", "wtr008", "angle", "valve"])
def test_an_item_is_found(typed):
    assert typed in search_key("更换角阀", "Replace angle valve", "WTR-008")


def test_a_name_with_two_readings_is_found_by_both():
    key = search_key("曾国强")
    assert "zengguoqiang" in key
    assert "cengguoqiang" in key
    assert "zgq" in key


def test_full_width_signs_and_capitals_do_not_matter():
    assert search_key("ＬＥＤ") == search_key("led") == "led"


def test_nothing_has_no_key():
    assert search_key("", " ") == ""


@pytest.mark.parametrize(
    ("building", "door", "key"),
    [("3栋", "503", "3-503"), ("12号楼", "1201", "12-1201"), ("A座", "8B", "a-8b"), ("3", "503", "3-503")],
)
def test_a_room_is_found_by_building_and_door(building, door, key):
    assert room_key(building, door) == key


def test_an_owner_is_found_by_name_and_phone():
    key = owner_key("王", "秀英", "138-1234-5678")
    assert all(typed in key for typed in ("王秀英", "wangxiuying", "wxy", "13812345678", "5678"))


def test_the_longest_name_still_fits_its_column():
    assert len(owner_key("单" * 40, "曾" * 40, "1" * 30)) <= 120
