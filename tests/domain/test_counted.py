"""What is sold by the piece is ordered in whole numbers; what is measured may be any part."""

import pytest

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.catalogue import PriceKind
from fieldapp.domain.counted import is_counted
from fieldapp.domain.figures import parse_quantity
from fieldapp.domain.price import MOST_QUANTITY


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("2.5", "quantity_not_whole"),
        ("0", "quantity_out_of_range"),
        ("", "quantity_out_of_range"),
        ("10000", "quantity_out_of_range"),
    ],
)
def test_of_what_is_counted_the_range_is_of_whole_numbers(words, code):
    with pytest.raises(RuleBroken, match=code) as refused:
        parse_quantity(words, counted=True)
    assert refused.value.facts == {"least_milli": 1000, "most_milli": MOST_QUANTITY}
    assert parse_quantity("3", counted=True) == parse_quantity("3.000", counted=True) == 3000


@pytest.mark.parametrize(
    ("unit", "kind", "counted"),
    [
        ("只", PriceKind.FIXED, True),
        ("套", PriceKind.RANGE, True),
        ("米", PriceKind.PER_METRE, False),
        ("平方米", PriceKind.PER_M2, False),
        ("个", PriceKind.HOURLY, False),
        ("公斤", PriceKind.FIXED, False),
        ("a word of their own", PriceKind.FIXED, False),
    ],
)
def test_what_is_measured_may_be_parted(unit, kind, counted):
    assert is_counted(unit, kind) is counted
