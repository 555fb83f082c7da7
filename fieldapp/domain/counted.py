"""What is counted one by one: nobody orders a half of it.

An order is written by it. At the door and in a correction it is not asked: half a piece is told there because that is
what was done, or what is charged for it, and a phone's presses are carried out as they were pressed.
"""

from fieldapp.domain.catalogue import PriceKind

# A company may count in words of its own: whatever does not stand here may be parted.
COUNTED = frozenset("个只台把套处支扇位组根户块单件次座张盏盒片条樘株盆瓶")
MEASURED = frozenset({PriceKind.PER_METRE, PriceKind.PER_M2, PriceKind.HOURLY})


def is_counted(unit_zh: str, kind: PriceKind) -> bool:
    """Is what is sold in this unit, at a price of this kind, sold in whole numbers only?"""
    return unit_zh in COUNTED and kind not in MEASURED
