"""What a supervisor is looking at: which order, which tray, how much of which day. It stands in the address."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import request, url_for

from fieldapp.domain.waiting import Tray
from fieldapp.web.forms import within_reason
from fieldapp.web.supervisor.whose import my_desk


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
    day: date | None = None  # None: the day of the order in hand, or today, whichever day that is when it is read
    begins: datetime | None = None  # when the order in hand shall begin; None: as is suggested

    @classmethod
    def of_the_request(cls) -> Self:
        """What the address says; what it says wrongly is as if it said nothing."""
        args = request.args
        return cls(
            order_id=args.get("order", type=UUID),
            tray=args.get("tray", Tray.UNASSIGNED, type=Tray),
            reach=args.get("reach", Reach.NEXT_HOURS, type=Reach),
            day=args.get("day", type=_day),
            begins=args.get("begins", type=_moment),
        )

    def on(self, order_id: UUID | None) -> Self:
        """The same with another order in hand, on its own day; or with none, on the day that is looked at."""
        return replace(self, order_id=order_id, day=None if order_id else self.day, begins=None)

    def holding(self, order_id: UUID, begins: datetime | None = None) -> Self:
        """The same with this order in hand and a time for it, on the day that is looked at."""
        return replace(self, order_id=order_id, begins=begins)

    def into(self, tray: Tray) -> Self:
        """The same with another tray."""
        return replace(self, tray=tray)

    def over(self, reach: Reach, day: date | None) -> Self:
        """The same over another stretch of time; a time that was chosen on another day is given up."""
        return replace(self, reach=reach, day=day, begins=None)

    @property
    def url(self) -> str:
        """The address of the board looked at in this way."""
        return url_for("supervisor.board.show", **self.query)

    def give_url(self, order_id: UUID) -> str:
        """Where an order is given to somebody; the board that answers looks at the same day as this one."""
        looked_at = replace(self, order_id=None, begins=None).query
        return url_for("supervisor.assignment.give", order_id=order_id, **looked_at)

    @property
    def query(self) -> dict[str, Any]:
        """What it adds to an address; the usual is left out."""
        said = {
            "order": self.order_id,
            "tray": self.tray.value if self.tray is not Tray.UNASSIGNED else None,
            "reach": self.reach.value if self.reach is not Reach.NEXT_HOURS else None,
            "day": self.day.isoformat() if self.day else None,
            "begins": for_field(self.begins) if self.begins else None,
        }
        return {name: value for name, value in said.items() if value is not None}


def for_field(moment: datetime) -> str:
    """A moment as forms and addresses have it: "2026-11-23T10:50" on the branch's clocks."""
    return f"{moment.astimezone(ZoneInfo(my_desk().timezone)):%Y-%m-%dT%H:%M}"


def _day(words: str) -> date:
    return within_reason(date.fromisoformat(words))


def _moment(words: str) -> datetime:
    read = within_reason(datetime.fromisoformat(words))
    return read.replace(tzinfo=read.tzinfo or ZoneInfo(my_desk().timezone))
