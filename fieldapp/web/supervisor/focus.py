"""What a supervisor is looking at: which order, which tray, how much of which day. It stands in the address."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from flask import request, url_for

from fieldapp.domain.waiting import Tray

FURTHEST = 14  # days ahead


class Reach(StrEnum):
    """How much of the day the strip shows."""

    NEXT_HOURS = "now"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Focus:
    """One way of looking at the board."""

    order_id: UUID | None = None
    tray: Tray = Tray.UNASSIGNED
    reach: Reach = Reach.NEXT_HOURS
    away: int | None = None  # days from today; None: the day of the order in hand

    @classmethod
    def of_the_request(cls) -> Self:
        """What the address says; what it says wrongly is as if it said nothing."""
        args = request.args
        return cls(
            order_id=args.get("order", type=UUID),
            tray=args.get("tray", Tray.UNASSIGNED, type=Tray),
            reach=args.get("reach", Reach.NEXT_HOURS, type=Reach),
            away=_days(args.get("away", type=int)),
        )

    def on(self, order_id: UUID | None) -> "Focus":
        """The same with another order in hand, or with none."""
        return Focus(order_id, self.tray, self.reach)

    def into(self, tray: Tray) -> "Focus":
        """The same with another tray."""
        return Focus(self.order_id, tray, self.reach, self.away)

    def over(self, reach: Reach, away: int) -> "Focus":
        """The same over another stretch of time."""
        return Focus(self.order_id, self.tray, reach, away)

    @property
    def url(self) -> str:
        """The address of the board looked at in this way."""
        return url_for("supervisor.board.show", **self.query)

    @property
    def query(self) -> dict[str, Any]:
        """What it adds to an address; the usual is left out."""
        said = {
            "order": self.order_id,
            "tray": self.tray.value if self.tray is not Tray.UNASSIGNED else None,
            "reach": self.reach.value if self.reach is not Reach.NEXT_HOURS else None,
            "away": self.away,
        }
        return {name: value for name, value in said.items() if value is not None}


def _days(away: int | None) -> int | None:
    return None if away is None else min(max(away, 0), FURTHEST)
