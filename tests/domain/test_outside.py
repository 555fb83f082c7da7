"""The directory of others who do it (4.2.3, 4.3.3)."""

import pytest

from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.outside import OutsideContact, name_to_owner
from fieldapp.domain.people import Language
from tests.jobs import an_order, at


def movers() -> OutsideContact:
    contact = OutsideContact(id=new_id())
    contact.say(at(), trade_zh="搬家", trade_en="", name="安捷", phone="0571-5555", note="")
    return contact


def test_without_an_english_word_the_chinese_one_stands_for_both():
    assert movers().trade(Language.ENGLISH) == "搬家" and "banjia" in movers().search and "05715555" in movers().search


def test_who_was_told_which_number_is_written_down_as_it_was_and_changes_nothing_else():
    order, version = an_order(), an_order().version
    name_to_owner(order, [movers(), movers()], at())
    assert [entry.what for entry in order.unwritten[-2:]] == ["outside_named"] * 2 and order.version == version
    assert order.unwritten[-1].facts["phone"] == "0571-5555"


def test_one_who_is_retired_is_not_named_and_may_come_back():
    contact = movers()
    contact.retire(at())
    with pytest.raises(RuleBroken, match="outside.retired"):
        name_to_owner(an_order(), [contact], at())
    contact.take_back(at())
    name_to_owner(an_order(), [contact], at())
