"""What is settled about an order of the past before any of it is written: who, where, when, and how it ends."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from random import Random
from typing import Any
from uuid import UUID

from fieldapp.demo.year.players import Cast, id_at
from fieldapp.domain.base import Fen
from fieldapp.domain.course import OrderState
from fieldapp.domain.line import Line
from fieldapp.domain.order import Kind
from fieldapp.domain.people import Department


class Ending(Enum):
    """How it ended."""

    DONE = auto()
    REWORK = auto()
    STOPPED = auto()
    CANCELLED = auto()
    DECLINED = auto()
    NOBODY = auto()
    DEVELOPER = auto()


@dataclass
class Scene:
    """One order, and its moments, each of them drawn once."""

    cast: Cast
    chance: Random
    id: UUID
    at: datetime
    now: datetime
    room: Any
    department: Department
    kind: Kind
    technician: Any
    desk: UUID
    lines: list[Line]
    urgent: bool
    ending: Ending
    state: OrderState
    visit_id: UUID = field(init=False)
    assigned: datetime = field(init=False)
    planned: datetime = field(init=False)
    arrived: datetime = field(init=False)
    entered: datetime = field(init=False)
    started: datetime = field(init=False)
    finished: datetime = field(init=False)
    left: datetime = field(init=False)
    total_fen: Fen = field(init=False)
    due_fen: Fen = field(init=False)
    paid_fen: Fen = field(init=False)

    def __post_init__(self) -> None:
        draw = self.chance.uniform
        minutes = {"sent": draw(0.3, 3.5), "door": draw(4, 11)} if self.urgent else {"sent": draw(2, 40), "door": 0}
        self.visit_id = id_at(self.at, self.chance)
        self.assigned = self.at + timedelta(minutes=minutes["sent"])
        self.planned = self.at + timedelta(minutes=draw(60, 240))
        late = 40 if self.chance.random() < 0.04 else draw(-4, 20)
        self.arrived = (
            self.at + timedelta(minutes=minutes["door"]) if self.urgent else self.planned + timedelta(minutes=late)
        )
        self.entered = self.arrived + timedelta(minutes=draw(0.5, 3))
        self.started = self.entered + timedelta(minutes=draw(4, 12))
        self.finished = self.started + timedelta(minutes=self.lines[0].minutes)
        self.left = min(self.finished + timedelta(minutes=draw(3, 10)), self.now)
        self.total_fen = Fen(sum(line.amount_fen for line in self.lines))
        self.due_fen = self.total_fen if self.is_done else Fen(0)
        # One in forty has not paid yet, most of them of the last days.
        waits = self.chance.random() < (0.3 if self.now - self.left < timedelta(days=5) else 0.01)
        self.paid_fen = Fen(0) if waits else self.due_fen

    @property
    def is_done(self) -> bool:
        """Was the work done?"""
        return self.ending in (Ending.DONE, Ending.REWORK)

    def entry(
        self, what: str, at: datetime, before: str, after: str, *, by: Any = None, door: bool = False, **facts: Any
    ) -> dict[str, Any]:
        """A line of the journal."""
        at = min(at, self.now)
        return {
            "branch_id": self.cast.branch_id,
            "order_id": self.id,
            "visit_id": self.visit_id if door else None,
            "by_id": self.technician.id if door else by or self.cast.supervisors.get(self.department),
            "what": what,
            "at": at,
            "device_at": at if door else None,
            "received_at": at,
            "from_state": before,
            "to_state": after,
            "why": "",
            "facts": facts,
        }
