"""What is different between two versions of the catalogue."""

import pytest

from fieldapp.domain.base import Fen
from fieldapp.domain.catalogue import Category, PriceKind
from fieldapp.domain.catalogue_difference import Aspect, difference
from fieldapp.domain.people import Department
from tests.jobs import an_item


def test_what_is_new_and_what_is_gone():
    found = difference([an_item("WTR-008"), an_item("WTR-009")], [an_item("WTR-008"), an_item("WTR-010")])
    assert [change.item.code for change in found.added] == ["WTR-010"]
    assert [change.item.code for change in found.gone] == ["WTR-009"]
    assert found.unchanged == 1


@pytest.mark.parametrize(
    ("field", "value", "aspect"),
    [
        ("price_fen", Fen(1800), Aspect.PRICE),
        ("price_kind", PriceKind.FROM, Aspect.PRICE),
        ("minimum_fen", Fen(5000), Aspect.PRICE),
        ("unit_zh", "个", Aspect.PRICE),
        ("minutes", 40, Aspect.TIME),
        ("name_zh", "换角阀", Aspect.WORDS),
        ("note_en", "Valve of the owner's", Aspect.WORDS),
        ("trade", None, Aspect.WORK),
    ],
)
def test_each_change_is_of_one_aspect(field, value, aspect):
    after = an_item()
    setattr(after, field, value)
    found = difference([an_item()], [after])
    assert [change.aspects for change in found.changes] == [(aspect,)]


def test_dearer_and_cheaper_are_told_of_prices_of_one_kind():
    dearer = difference([an_item(price_fen=1500)], [an_item(price_fen=1800)]).changes[0]
    cheaper = difference([an_item(price_fen=1500)], [an_item(price_fen=1200)]).changes[0]
    otherwise = difference([an_item(price_fen=1500)], [an_item(price_fen=900, kind=PriceKind.HOURLY)]).changes[0]
    assert (dearer.dearer, cheaper.dearer, otherwise.dearer) == (True, False, None)


def test_what_went_to_another_department_is_shown_to_both():
    found = difference([an_item(category=Category.WATER)], [an_item(category=Category.CLEANING)])
    assert found.of(Department.REPAIR).changes == found.of(Department.CLEANING).changes != []
    assert found.of(Department.BUTLER).changes == []


def test_the_same_list_has_no_difference():
    found = difference([an_item()], [an_item()])
    assert found.changes == [] and found.unchanged == 1
