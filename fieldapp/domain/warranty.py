"""What the developer's warranty still covers, as a hint (4.3.4): counted from hand-over, part by part.

A hint for the conversation: whether the owner caused the damage is seen on site, and the technician confirms it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from fieldapp.domain.component import Component

# Months from hand-over. The first six are the State Council's minimum (Regulation on construction quality, art. 40; two
# heating or cooling seasons lie within two years, the structure lasts its design life, fifty years as a rule); the
# others are the ministry's for sold flats, doors and windows by the longer of the two.
MONTHS = {
    Component.STRUCTURE: 50 * 12,
    Component.WATERPROOFING: 5 * 12,
    Component.HEATING_COOLING: 2 * 12,
    Component.ELECTRICAL: 2 * 12,
    Component.PLUMBING: 2 * 12,
    Component.DECORATION: 2 * 12,
    Component.DOOR_WINDOW: 2 * 12,
    Component.SANITARY_WARE: 12,
    Component.LAMP_SWITCH: 6,
    Component.BLOCKAGE: 2,
}

# What looks like a leaking pipe may be a leaking bathroom floor, which is covered for longer.
MAY_BE = {Component.PLUMBING: Component.WATERPROOFING}


@dataclass(frozen=True, slots=True)
class Cover:
    """The warranty on one part of one flat."""

    component: Component
    months: int
    until: date  # the last day
    lasts: bool

    @property
    def years(self) -> int:
        """Whole years, or 0 when it is counted in months."""
        return self.months // 12 if self.months % 12 == 0 else 0


def covers(components: Iterable[Component], *, handed_over_on: date | None, on: date) -> list[Cover]:
    """The covers that a defect of these parts may fall under, those that last first; none when nobody knows the day."""
    if handed_over_on is None:
        return []
    parts = dict.fromkeys(part for component in components for part in (component, MAY_BE.get(component, component)))
    found = [_cover(part, handed_over_on, on) for part in parts if part in MONTHS]
    return sorted(found, key=lambda cover: not cover.lasts)


def _cover(part: Component, handed_over_on: date, on: date) -> Cover:
    until = handed_over_on + relativedelta(months=MONTHS[part])
    return Cover(part, MONTHS[part], until, lasts=on <= until)
