"""Quantities and money are read as people type them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.figures import parse_money, parse_quantity
from fieldapp.domain.price import MOST_QUANTITY


@pytest.mark.parametrize(
    ("words", "milli"),
    [("1", 1000), ("1.5", 1500), (" 2 ", 2000), ("0.001", 1), ("９９９９", 9_999_000), ("１．５", 1500), ("007", 7000)],
)
def test_a_quantity_is_read(words, milli):
    assert parse_quantity(words) == milli


@pytest.mark.parametrize(
    "words",
    [
        *(
            "",
            "0",
            "0.000",
            "-1",
            "−1",
            "+1",
            "1e9",
            "1E3",
            "二",
            "半",
            "1,5",
            "1.5.5",
            ".5",
            "1.",
            "1.0001",
            "9999.001",
        ),
        *("10000", "9" * 400, "nan", "inf", "1 2", "٣", "½", "15²", "①", "0x10", "1_0", "1\x00"),
    ],
)
def test_anything_else_is_refused_with_the_range(words):
    with pytest.raises(RuleBroken) as refused:
        parse_quantity(words)
    assert refused.value.code == "price.quantity_out_of_range"
    assert refused.value.facts == {"least_milli": 1, "most_milli": MOST_QUANTITY}


@pytest.mark.parametrize(
    ("words", "fen"),
    [("15", 1500), ("15.5", 1550), ("¥15.50", 1550), ("￥１５", 1500), ("0", 0), ("99999.99", 9_999_999)],
)
def test_money_is_read(words, fen):
    assert parse_money(words) == fen


@pytest.mark.parametrize("words", ["", "-1", "15.555", "100000", "1e4", "十五", "15元", "1,500", "15²"])
def test_other_money_is_refused(words):
    with pytest.raises(RuleBroken, match=r"price\.money_out_of_range"):
        parse_money(words)


@given(st.integers(1, MOST_QUANTITY))
def test_every_quantity_that_can_be_written_is_read_back(milli):
    assert parse_quantity(f"{milli // 1000}.{milli % 1000:03}") == milli


@given(st.text())
def test_no_text_breaks_it(words):
    with suppress(RuleBroken):
        assert 1 <= parse_quantity(words) <= MOST_QUANTITY
