"""What a line costs, and which quantities and prices are taken (4.5.4 3))."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.base import Fen, RuleBroken
from fieldapp.domain.catalogue import Item, Materials, PriceKind
from fieldapp.domain.price import (
    MOST_FEN,
    MOST_QUANTITY,
    allowed_unit_price,
    check_materials,
    check_money,
    check_quantity,
    check_unit_price,
    line_amount,
    total,
)
from tests.vectors import price as vectors

quantities = st.integers(1, MOST_QUANTITY)
prices = st.integers(0, MOST_FEN)
minimums = st.none() | st.integers(1, MOST_FEN)
kinds = st.sampled_from(PriceKind)


def test_the_vectors_are_what_the_rule_says_today():
    assert vectors.FILE.read_text(encoding="utf-8") == vectors.written(), "Run: python -m tests.vectors.price"


def test_two_valves_and_their_materials():
    assert line_amount(kind=PriceKind.FIXED, quantity_milli=2000, unit_price_fen=1500, materials_fen=5600) == 8600


def test_half_a_fen_is_rounded_up():
    assert line_amount(kind=PriceKind.PER_M2, quantity_milli=2500, unit_price_fen=1) == 3


@pytest.mark.parametrize(
    ("minutes_milli", "hours"), [(1, 1), (1000, 1), (1500, 1), (1501, 2), (2000, 2), (2500, 2), (2501, 3)]
)
def test_by_the_hour_a_part_counts_when_longer_than_thirty_minutes(minutes_milli, hours):
    assert line_amount(kind=PriceKind.HOURLY, quantity_milli=minutes_milli, unit_price_fen=2500) == hours * 2500


def test_the_minimum_is_of_the_work_and_materials_come_on_top():
    amount = line_amount(
        kind=PriceKind.PER_M2, quantity_milli=5000, unit_price_fen=600, materials_fen=700, minimum_fen=12_000
    )
    assert amount == 12_700


def test_no_work_has_no_minimum():
    assert line_amount(kind=PriceKind.PER_M2, quantity_milli=0, unit_price_fen=600, minimum_fen=12_000) == 0


@given(kinds, quantities, quantities, prices, minimums)
def test_more_never_costs_less(kind, some, others, price, minimum):
    less, more = sorted((some, others))
    told = {"kind": kind, "unit_price_fen": price, "minimum_fen": minimum}
    assert line_amount(quantity_milli=less, **told) <= line_amount(quantity_milli=more, **told)


@given(kinds, quantities, prices, prices, minimums)
def test_a_dearer_unit_never_costs_less(kind, quantity, some, others, minimum):
    less, more = sorted((some, others))
    told = {"kind": kind, "quantity_milli": quantity, "minimum_fen": minimum}
    assert line_amount(unit_price_fen=less, **told) <= line_amount(unit_price_fen=more, **told)


@given(kinds, quantities, prices, prices, minimums)
def test_whole_fen_and_nothing_a_browser_could_not_count(kind, quantity, price, materials, minimum):
    amount = line_amount(
        kind=kind, quantity_milli=quantity, unit_price_fen=price, materials_fen=materials, minimum_fen=minimum
    )
    assert type(amount) is int
    assert amount >= materials
    assert quantity * price + 500 < 2**53


@given(st.lists(prices))
def test_the_total_is_the_sum_of_its_lines(amounts):
    assert total(amounts) == sum(amounts)


@pytest.mark.parametrize("quantity", [1, 1000, MOST_QUANTITY])
def test_a_quantity_within_the_range_is_taken(quantity):
    check_quantity(quantity)


@pytest.mark.parametrize("quantity", [0, -1, MOST_QUANTITY + 1, 10**12])
def test_a_quantity_out_of_range_is_refused_with_the_range(quantity):
    with pytest.raises(RuleBroken) as refused:
        check_quantity(quantity)
    assert refused.value.code == "price.quantity_out_of_range"
    assert refused.value.facts == {"least_milli": 1, "most_milli": MOST_QUANTITY}


@pytest.mark.parametrize("fen", [-1, MOST_FEN + 1])
def test_money_out_of_range_is_refused(fen):
    with pytest.raises(RuleBroken, match=r"price\.money_out_of_range"):
        check_money(fen)


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        (PriceKind.FIXED, 5000, 5000),
        (PriceKind.HOURLY, 5000, 5000),
        (PriceKind.PER_METRE, 5000, 5000),
        (PriceKind.PER_M2, 5000, 5000),
        (PriceKind.RANGE, 5000, 8000),
        (PriceKind.FROM, 5000, MOST_FEN),
        (PriceKind.AGREED, 1, MOST_FEN),
    ],
)
def test_each_kind_leaves_so_much_of_the_price_open(kind, least, most):
    item = priced(kind)
    assert allowed_unit_price(item) == (least, most)
    check_unit_price(item, least)
    check_unit_price(item, most)
    for fen in (least - 1, most + 1):
        with pytest.raises(RuleBroken, match=r"price\.unit_price_not_allowed"):
            check_unit_price(item, fen)


def test_materials_are_charged_only_where_the_list_says_extra():
    check_materials(2800, Materials.EXTRA)
    for materials in (Materials.INCLUDED, Materials.OWNER, Materials.NONE):
        check_materials(0, materials)
        with pytest.raises(RuleBroken, match=r"price\.materials_not_charged"):
            check_materials(1, materials)


def test_the_vectors_cover_every_kind():
    told = json.loads(vectors.FILE.read_text(encoding="utf-8"))
    assert {line["kind"] for line in told["lines"]} == {kind.value for kind in PriceKind}


def priced(kind: PriceKind) -> Item:
    """An item at ¥50, up to ¥80 where there is a range."""
    return Item(price_kind=kind, price_fen=Fen(5000), price_max_fen=Fen(8000) if kind is PriceKind.RANGE else None)
