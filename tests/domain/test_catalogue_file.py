"""The catalogue that comes with the app, row by row as its notes ask for."""

from collections import Counter
from pathlib import Path

import pytest

import fieldapp
from fieldapp import spreadsheets
from fieldapp.domain.catalogue import Category, Item, Materials, PriceKind
from fieldapp.domain.catalogue_table import read_items
from fieldapp.domain.component import Component
from fieldapp.domain.people import Skill, Trade

FILE = Path(fieldapp.__file__).parent / "data/catalogue.csv"


@pytest.fixture(scope="module")
def items() -> dict[str, Item]:
    return {item.code: item for item in read_items(spreadsheets.read(FILE))}


def test_all_of_it_can_be_read(items):
    assert len(items) == 151
    assert Counter(item.category for item in items.values()) == {
        Category.WATER: 32, Category.ELECTRIC: 34, Category.DRAINS: 9, Category.DOORS: 18, Category.APPLIANCES: 15,
        Category.HEATING: 7, Category.CIVIL: 3, Category.CLEANING: 18, Category.GARDEN: 4, Category.ERRANDS: 9,
        Category.BOOKING: 1, Category.PURCHASE: 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "kind", "price", "price_max", "minimum"),
    [
        ("WTR-008", PriceKind.FIXED, 1500, None, None),
        ("WTR-003", PriceKind.RANGE, 1000, 2000, None),
        ("WTR-007", PriceKind.FROM, 10_000, None, None),
        ("WTR-032", PriceKind.PER_METRE, 2500, None, None),
        ("ELE-026", PriceKind.HOURLY, 2500, None, None),
        ("ELE-029", PriceKind.RANGE, 300, 500, None),
        ("ELE-033", PriceKind.PER_METRE, 150, None, None),
        ("HVC-004", PriceKind.RANGE, 5000, 10_000, None),
        ("CIV-001", PriceKind.PER_M2, 6000, None, 6000),
        ("CLN-001", PriceKind.PER_M2, 60, None, None),
        ("CLN-008", PriceKind.PER_M2, 600, None, 12_000),
        ("CLN-015", PriceKind.RANGE, 3000, 3450, None),
        ("GRD-001", PriceKind.FROM, 10_000, None, None),
        ("GRD-003", PriceKind.PER_M2, 35, None, 500),
        ("AGT-006", PriceKind.HOURLY, 500, None, None),
    ],
)
def test_prices_are_of_the_kind_that_the_list_means(items, code, kind, price, price_max, minimum):
    item = items[code]
    assert (item.price_kind, item.price_fen, item.price_max_fen, item.minimum_fen) == (kind, price, price_max, minimum)


def test_whoever_pays_for_the_materials(items):
    assert items["WTR-001"].materials is Materials.OWNER
    assert items["WTR-008"].materials is Materials.EXTRA
    assert items["DWN-001"].materials is Materials.INCLUDED
    assert items["DRN-001"].materials is Materials.NONE


def test_who_can_do_it(items):
    assert all(item.trade for item in items.values())
    assert (items["APP-012"].trade, items["APP-012"].skill) == (Trade.APPLIANCE, Skill.REFRIGERANT)


def test_the_warranty_component_is_kept(items):
    assert items["WTR-029"].warranty_component is Component.WATERPROOFING


def test_minutes_by_the_square_metre(items):
    assert items["CLN-001"].minutes_for(90_000) == 180
    assert items["WTR-017"].minutes_for(3000) == 90


def test_a_note_in_one_language_is_there_in_the_other(items):
    assert [item.code for item in items.values() if bool(item.note_zh) != bool(item.note_en)] == []


@pytest.mark.parametrize(("typed", "code"), [("ghjf", "WTR-008"), ("matongshutong", "DRN-003"), ("mtst", "DRN-003")])
def test_an_item_is_found_by_pinyin(items, typed, code):
    assert typed in items[code].search
