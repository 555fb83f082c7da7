"""What the developer's warranty still covers, as a hint (4.3.4): counted from hand-over, part by part.

A hint for the conversation: whether the owner caused the damage is seen on site, and the technician confirms it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from fieldapp.domain.component import Component

ACT = "建设工程质量管理条例第四十条"  # Regulation on construction quality, art. 40: the State Council's minimum
SOLD_FLATS = "商品住宅实行住宅质量保证书和住宅使用说明书制度的规定"  # the ministry's, for sold flats


@dataclass(frozen=True, slots=True)
class Period:
    """How long a part is covered from hand-over, in months, and who says so."""

    months: int
    source: str


# Two heating or cooling seasons lie within two years, the structure lasts its design life, fifty years as a rule; doors
# and windows by the longer of the two.
NATIONAL: Mapping[Component, Period] = {
    Component.STRUCTURE: Period(50 * 12, ACT),
    Component.WATERPROOFING: Period(5 * 12, ACT),
    Component.HEATING_COOLING: Period(2 * 12, ACT),
    Component.ELECTRICAL: Period(2 * 12, ACT),
    Component.PLUMBING: Period(2 * 12, ACT),
    Component.DECORATION: Period(2 * 12, ACT),
    Component.DOOR_WINDOW: Period(2 * 12, ACT),
    Component.SANITARY_WARE: Period(12, SOLD_FLATS),
    Component.LAMP_SWITCH: Period(6, SOLD_FLATS),
    Component.BLOCKAGE: Period(2, SOLD_FLATS),
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
    source: str = ""

    @property
    def years(self) -> int:
        """Whole years, or 0 when it is counted in months."""
        return self.months // 12 if self.months % 12 == 0 else 0


def covers(
    components: Iterable[Component],
    *,
    handed_over_on: date | None,
    on: date,
    periods: Mapping[Component, Period] = NATIONAL,
) -> list[Cover]:
    """The covers that a defect of these parts may fall under, those that last first; none when nobody knows the day."""
    if handed_over_on is None:
        return []
    parts = dict.fromkeys(part for component in components for part in (component, MAY_BE.get(component, component)))
    found = [_cover(part, periods[part], handed_over_on, on) for part in parts if part in periods]
    return sorted(found, key=lambda cover: not cover.lasts)


def _cover(part: Component, period: Period, handed_over_on: date, on: date) -> Cover:
    until = handed_over_on + relativedelta(months=period.months)
    return Cover(part, period.months, until, lasts=on <= until, source=period.source)
