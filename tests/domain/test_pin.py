"""A few figures that are not the first ones anybody would try, and five tries."""

import pytest

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.pin import TRIES, Pin, chosen


@pytest.mark.parametrize(
    ("pin", "again", "code"),
    [
        ("123", "123", "pin.not_figures"),
        ("123456789", "123456789", "pin.not_figures"),
        ("48a7", "48a7", "pin.not_figures"),
        ("４８２７", "４８２７", "pin.not_figures"),
        ("5555", "5555", "pin.too_easy"),
        ("3456", "3456", "pin.too_easy"),
        ("7890", "7890", "pin.too_easy"),
        ("4321", "4321", "pin.too_easy"),
        ("4827", "4872", "pin.differs"),
    ],
)
def test_figures_that_anybody_would_try_are_not_taken(pin, again, code):
    with pytest.raises(RuleBroken, match=code):
        chosen(pin, again)


def test_other_figures_are_taken_as_they_are():
    assert chosen("0482", "0482") == "0482"


def test_after_five_tries_only_the_password_opens_until_it_did():
    pin = Pin(wrong=0)
    for _ in range(TRIES):
        assert not pin.is_spent
        pin.count_a_try()
    with pytest.raises(RuleBroken, match="pin.password_first"):
        pin.count_a_try()

    pin.open()
    pin.count_a_try()
    assert pin.wrong == 1
