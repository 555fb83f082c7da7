"""What an emergency is about, and whom to phone before anything else (4.3.5)."""

from collections.abc import Iterable
from enum import StrEnum

from fieldapp.domain.catalogue import Category
from fieldapp.domain.people import Trade


class Peril(StrEnum):
    """What does harm."""

    WATER = "water"
    POWER = "power"
    GAS = "gas"
    FIRE = "fire"
    PERSON = "person"  # somebody is hurt, or shut in
    BREAK_IN = "break_in"
    OTHER = "other"


# Whoever stops it has learnt this.
TRADES = {Peril.WATER: frozenset({Trade.PLUMBER}), Peril.POWER: frozenset({Trade.ELECTRICIAN})}

# With these the owner phones somebody else first, and we come all the same.
PHONE_FIRST = frozenset({Peril.GAS, Peril.FIRE, Peril.PERSON, Peril.BREAK_IN})

CATEGORIES = {Category.WATER: Peril.WATER, Category.DRAINS: Peril.WATER, Category.ELECTRIC: Peril.POWER}

# Words of an owner on the telephone, the worst first: a smell of gas in a flooded kitchen is gas.
WORDS: dict[Peril, tuple[str, ...]] = {
    Peril.GAS: ("燃气", "煤气", "天然气", "gas"),
    Peril.FIRE: ("着火", "起火", "火灾", "冒烟", "fire", "smoke"),
    Peril.PERSON: ("受伤", "晕倒", "困在", "被困", "触电", "hurt", "trapped"),
    Peril.BREAK_IN: ("小偷", "入室", "burglar", "break-in"),
    Peril.WATER: ("漏水", "爆管", "水管", "渗水", "水漫", "爆裂", "leak", "burst", "flood", "water"),
    Peril.POWER: ("漏电", "停电", "没电", "跳闸", "电箱", "power", "electric"),
}


def peril_of(words: str, categories: Iterable[Category]) -> Peril:
    """What it is by the owner's words; where they say nothing, by what was chosen of the catalogue."""
    told = words.lower()
    by_words = (peril for peril, signs in WORDS.items() if any(sign in told for sign in signs))
    chosen = (CATEGORIES[category] for category in categories if category in CATEGORIES)
    return next(by_words, None) or next(chosen, Peril.OTHER)
