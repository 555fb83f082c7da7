"""What of the work in hand a warranty may still cover, line by line: a hint, confirmed on site (4.3.4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from fieldapp.domain.component import Component
from fieldapp.domain.warranty import Cover, Period, covers


@dataclass(frozen=True, slots=True)
class Hints:
    """What the record says of one flat, and which part each item of the order works on."""

    lasting: Mapping[Component, Cover | None] = field(default_factory=dict)  # None: nobody knows the day of hand-over
    parts: Mapping[UUID, Component] = field(default_factory=dict)

    def may_cover(self, item_id: UUID | None) -> bool:
        """May it be under warranty, for all that is on record? What is described in words may be any part."""
        return bool(self.lasting) if item_id is None else self.parts.get(item_id) in self.lasting

    def cover(self, item_id: UUID | None) -> Cover | None:
        """The warranty that it may be under, where the record names one."""
        part = self.parts.get(item_id) if item_id else None
        return self.lasting.get(part) if part else None


def lasting(
    *, handed_over_on: date | None, on: date, periods: Mapping[Component, Period]
) -> dict[Component, Cover | None]:
    """For each part the cover that a defect of it may still fall under; parts whose warranty is over are left out.

    Without a day of hand-over nothing is ruled out, and nothing can be named.
    """
    if handed_over_on is None:
        return dict.fromkeys(periods)
    first = {part: covers([part], handed_over_on=handed_over_on, on=on, periods=periods)[0] for part in periods}
    return {part: cover for part, cover in first.items() if cover.lasts}
