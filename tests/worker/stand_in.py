"""A channel of the tests: it writes down what it was given, and answers as it was told."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from fieldapp.channels import Accepted, Outcome, Parcel


@dataclass
class StandIn:
    """Accepts everything, but for the ways that were told to answer something else."""

    answers: dict[UUID, list[Outcome | Exception]] = field(default_factory=lambda: defaultdict(list))
    sent: list[tuple[UUID, Parcel]] = field(default_factory=list)
    forgotten: list[UUID] = field(default_factory=list)
    while_sending: Callable[[], None] = lambda: None
    lock: Lock = field(default_factory=Lock)

    def address(self, session: Session, way_id: UUID) -> Any | None:
        return None if way_id in self.forgotten else way_id

    def send(self, address: UUID, parcel: Parcel) -> Outcome:
        self.while_sending()
        with self.lock:
            self.sent.append((address, parcel))
            told = self.answers[address].pop(0) if self.answers[address] else Accepted("no. 1")
        if isinstance(told, Exception):
            raise told
        return told

    def forget(self, session: Session, way_id: UUID, *, at: datetime) -> None:
        self.forgotten.append(way_id)


def killed(*_: Any) -> None:
    """What becomes of somebody who is killed while at it: nothing is written down."""
    raise SystemExit
