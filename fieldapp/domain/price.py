"""The one rule by which work is priced, in whole fen.

``static/js/price.js`` says the same for the phone; both pass ``tests/vectors/price.json``.

A line costs work + materials.

1. Work is quantity × unit price. The quantity is in thousandths of a unit, so the product is divided by 1000 and
   rounded once, half up, to whole fen: (quantity_milli × unit_price_fen + 500) div 1000. Integers only.
2. By the hour the quantity is made whole hours first: the first hour always counts; after it a part of an hour counts
   as an hour if it is longer than 30 minutes, and not at all otherwise (1.5 h is 1 hour, 1.501 h is 2).
3. Where the item has a minimum, the work costs at least that, if there is any work (quantity above 0).
4. Materials are added as they are.

Each line is rounded by itself and the total is the sum of the lines, so that a printed list adds up.
"""

from collections.abc import Iterable
from typing import NamedTuple

from fieldapp.domain.base import Fen, RuleBroken
from fieldapp.domain.catalogue import Item, Materials, PriceKind

LEAST_QUANTITY = 1  # thousandths
ONE = 1000  # the least of what is counted
MOST_QUANTITY = 9_999_000
MOST_FEN = 9_999_999  # of one unit, and of the materials of one line: ¥99,999.99

HOUR = 1000  # thousandths
HALF_AN_HOUR = 500


class PriceSpan(NamedTuple):
    """The unit prices that may be asked, both ends included."""

    least: Fen
    most: Fen


def line_amount(
    *, kind: PriceKind, quantity_milli: int, unit_price_fen: int, materials_fen: int = 0, minimum_fen: int | None = None
) -> Fen:
    """What a line costs by the rule above."""
    if kind is PriceKind.HOURLY:
        quantity_milli = whole_hours(quantity_milli)
    work = (quantity_milli * unit_price_fen + 500) // 1000
    if minimum_fen is not None and quantity_milli > 0:
        work = max(work, minimum_fen)
    return Fen(work + materials_fen)


def whole_hours(quantity_milli: int) -> int:
    """The hours that are charged for, in thousandths: point 2 of the rule."""
    if quantity_milli <= 0:
        return 0
    hours, rest = divmod(quantity_milli, HOUR)
    return max(1, hours + (rest > HALF_AN_HOUR)) * HOUR


def total(amounts: Iterable[int]) -> Fen:
    """What lines of these amounts cost together."""
    return Fen(sum(amounts))


def check_quantity(quantity_milli: int, *, counted: bool = False) -> None:
    """Refuse a quantity of nothing, less than nothing, or more than anybody orders; and a part of what is counted.

    Raises RuleBroken ``price.quantity_out_of_range`` or ``price.quantity_not_whole``.
    """
    if not (ONE if counted else LEAST_QUANTITY) <= quantity_milli <= MOST_QUANTITY:
        raise quantity_refused(counted=counted)
    if counted and quantity_milli % ONE:
        raise not_whole_refused()


def quantity_refused(*, counted: bool = False) -> RuleBroken:
    """The refusal of a quantity, with the range that is allowed."""
    least = ONE if counted else LEAST_QUANTITY
    return RuleBroken("price.quantity_out_of_range", least_milli=least, most_milli=MOST_QUANTITY)


def not_whole_refused() -> RuleBroken:
    """The refusal of a part of what is counted one by one, with the range that is allowed."""
    return RuleBroken("price.quantity_not_whole", least_milli=ONE, most_milli=MOST_QUANTITY)


def check_money(fen: int) -> None:
    """Refuse an amount below zero or beyond what one unit or its materials can cost.

    Raises RuleBroken ``price.money_out_of_range``.
    """
    if not 0 <= fen <= MOST_FEN:
        raise money_refused()


def money_refused() -> RuleBroken:
    """The refusal of an amount of money, with the range that is allowed."""
    return RuleBroken("price.money_out_of_range", least_fen=0, most_fen=MOST_FEN)


def check_materials(materials_fen: int, materials: Materials) -> None:
    """Refuse a charge for materials where the list has none beside the work.

    Raises RuleBroken ``price.money_out_of_range`` or ``price.materials_not_charged``.
    """
    check_money(materials_fen)
    if materials_fen and materials is not Materials.EXTRA:
        raise RuleBroken("price.materials_not_charged")


def allowed_unit_price(item: Item) -> PriceSpan:
    """What may be asked for one unit: the list's price, or what its kind leaves open to the technician (4.5.4 3))."""
    if item.price_kind is PriceKind.RANGE:
        return PriceSpan(item.price_fen, item.price_max_fen or item.price_fen)
    if item.price_kind is PriceKind.FROM:
        return PriceSpan(item.price_fen, Fen(MOST_FEN))
    if item.price_kind is PriceKind.AGREED:
        return PriceSpan(Fen(1), Fen(MOST_FEN))
    return PriceSpan(item.price_fen, item.price_fen)


def check_unit_price(item: Item, unit_price_fen: int) -> None:
    """Refuse a price that the list does not allow.

    Raises RuleBroken ``price.unit_price_not_allowed``.
    """
    least, most = allowed_unit_price(item)
    if not least <= unit_price_fen <= most:
        raise RuleBroken("price.unit_price_not_allowed", least_fen=least, most_fen=most)
