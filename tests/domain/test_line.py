"""A line keeps the price it was taken under, and costs nothing that nobody has agreed to."""

import pytest

from fieldapp.domain.base import Fen, RuleBroken
from fieldapp.domain.catalogue import Materials, PriceKind
from fieldapp.domain.line import line_from_item, line_in_words
from fieldapp.domain.people import Language
from tests.builders import NOW
from tests.jobs import a_line, an_item


def test_a_line_keeps_its_price_whatever_becomes_of_the_catalogue_4_1_4():
    item = an_item(price_fen=1500)
    line = line_from_item(item)
    item.price_fen, item.name_zh = Fen(9900), "另一种角阀"

    assert (line.amount_fen, line.name(Language.CHINESE)) == (1500, "更换角阀")


def test_work_and_materials_together_are_the_amount():
    line = a_line(quantity=2)
    line.materials_fen = Fen(2800)

    assert (line.work_fen, line.charged_materials_fen, line.amount_fen) == (3000, 2800, 5800)


def test_a_defect_under_warranty_costs_the_owner_nothing_4_3_4():
    line = a_line()
    line.warranty, line.materials_fen = True, Fen(2800)

    assert (line.work_fen, line.charged_materials_fen, line.amount_fen) == (0, 0, 0)


def test_a_line_in_words_counts_once_the_supervisor_has_named_a_price_4_2_3():
    line = line_in_words(" 柜板防水条加固 ", quantity_milli=2000, at=NOW)
    assert (line.waits_for_answer, line.amount_fen, line.name_zh) == (True, 0, "柜板防水条加固")

    line.settle(price_fen=6000, at=NOW)
    assert (line.waits_for_answer, line.amount_fen) == (False, 12_000)


def test_a_line_says_what_is_to_be_done():
    with pytest.raises(RuleBroken, match="no_words"):
        line_in_words("  ", at=NOW)


def test_dropping_twice_keeps_the_first_moment():
    line = a_line()
    line.drop(at=NOW)
    line.drop(at=NOW.replace(hour=9))

    assert (line.stands, line.dropped_at) == (False, NOW)


def test_the_unit_price_stays_within_what_the_list_leaves_open_4_5_4_3():
    item = an_item(kind=PriceKind.RANGE)
    item.price_max_fen = Fen(3000)
    line = line_from_item(item)

    change(line, item, unit_price_fen=3000)
    assert line.amount_fen == 3000
    with pytest.raises(RuleBroken, match="unit_price_not_allowed"):
        change(line, item, unit_price_fen=3001)
    with pytest.raises(RuleBroken, match="unit_price_not_allowed"):
        change(a_line(), an_item(), unit_price_fen=1499)


@pytest.mark.parametrize("quantity_milli", [0, -1000, 9_999_001])
def test_a_quantity_is_something_that_people_order(quantity_milli):
    with pytest.raises(RuleBroken, match="quantity_out_of_range"):
        change(a_line(), None, quantity_milli=quantity_milli)
    with pytest.raises(RuleBroken, match="quantity_out_of_range"):
        line_in_words("擦玻璃", quantity_milli=quantity_milli, at=NOW)


def test_materials_are_charged_only_where_the_list_says_so():
    included = a_line(an_item(materials=Materials.INCLUDED))

    with pytest.raises(RuleBroken, match="materials_not_charged"):
        change(included, None, materials_fen=1)


def test_a_change_that_is_refused_changes_nothing():
    line = a_line()
    with pytest.raises(RuleBroken):
        change(line, an_item(), quantity_milli=7000, unit_price_fen=1)

    assert (line.quantity_milli, line.unit_price_fen) == (1000, 1500)


def test_more_of_it_takes_longer():
    item = an_item(minutes=20)
    line = line_from_item(item)
    change(line, item, quantity_milli=3000)

    assert line.minutes == 60


def test_it_is_named_and_counted_in_both_languages():
    line = a_line()

    assert (line.name(Language.ENGLISH), line.unit(Language.ENGLISH)) == ("Replace angle valve", "piece")
    assert (line.name(Language.CHINESE), line.unit(Language.CHINESE)) == ("更换角阀", "只")


def change(line, item, *, quantity_milli=1000, unit_price_fen=None, materials_fen=0):
    line.set(item=item, quantity_milli=quantity_milli, unit_price_fen=unit_price_fen, materials_fen=materials_fen)
