"""Quantities and money as people type them. What cannot be read is refused with the range that is allowed."""

import re
from decimal import Decimal

from fieldapp.domain.base import Fen, Milli, RuleBroken
from fieldapp.domain.price import check_money, check_quantity, money_refused, quantity_refused
from fieldapp.domain.writing import narrow

# Twelve digits are more than any range allows; a longer row of them is not worth reading.
QUANTITY = re.compile(r"[0-9]{1,12}(\.[0-9]{1,3})?")
MONEY = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")


def parse_quantity(words: str, *, counted: bool = False) -> Milli:
    """``1.5`` is 1500 thousandths. At most three decimals, and none of what is ``counted``; full-width figures count.

    Raises RuleBroken ``price.quantity_not_whole`` for a part of what is counted, and ``price.quantity_out_of_range``
    for anything else: 0, -1, 1e9, 二.
    """
    milli = _scaled(words, QUANTITY, 1000, quantity_refused(counted=counted))
    check_quantity(milli, counted=counted)
    return Milli(milli)


def parse_money(words: str) -> Fen:
    """``15.5`` (or ``¥15.50``) is 1550 fen. At most two decimals; full-width figures count.

    Raises RuleBroken ``price.money_out_of_range`` for anything else.
    """
    fen = _scaled(narrow(words).strip().removeprefix("¥"), MONEY, 100, money_refused())
    check_money(fen)
    return Fen(fen)


def _scaled(words: str, shape: re.Pattern[str], by: int, refused: RuleBroken) -> int:
    figures = narrow(words).strip()
    if not shape.fullmatch(figures):
        raise refused
    return int(Decimal(figures) * by)
