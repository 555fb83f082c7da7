"""What one person's outbox on one phone holds, as the contract has it: commands in order, a tray, pictures, pages."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from tests.sync.machine.page import Page


class Kept(StrEnum):
    """Where a command stands on the phone."""

    WAITING = "waiting"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"  # in the tray


@dataclass
class Press:
    """One command as it was pressed, and what the phone has heard of it."""

    id: str
    seq: int
    visit: str
    verb: str
    at: str
    base: int | None
    by: str
    data: Any
    v: int = 1
    state: Kept = Kept.WAITING
    verdict: str = ""
    version: int = 0

    @property
    def sent(self) -> dict[str, Any]:
        """The whole object, as it travels."""
        return {name: getattr(self, name) for name in ("id", "seq", "v", "visit", "verb", "at", "base", "by", "data")}

    @cached_property
    def mark(self) -> str:
        """What it is known by: "the same payload" means the same whole object."""
        return mark_of(self.sent)


def mark_of(sent: dict[str, Any]) -> str:
    """The whole object as one word."""
    return json.dumps(sent, sort_keys=True, ensure_ascii=False)


@dataclass
class Outbox:
    """The store of one person on one phone; a device of its own, so that its ``seq`` has no holes."""

    device: str
    by: str
    next_seq: int = 1
    presses: list[Press] = field(default_factory=list)
    discarded: list[dict[str, Any]] = field(default_factory=list)  # not yet told
    pictures: dict[str, bytes] = field(default_factory=dict)  # by hash, until the server has them
    pages: dict[str, Page] = field(default_factory=dict)  # by visit, as they were fetched last
    decided: dict[str, str] = field(default_factory=dict)  # what the office said to parked ones, by id
    walked: dict[str, int] = field(default_factory=dict)  # how far along the course each visit was pressed

    def in_state(self, state: Kept) -> list[Press]:
        """The commands that stand there, in order."""
        return [press for press in self.presses if press.state is state]

    @property
    def waiting(self) -> list[Press]:
        """What the server has not said it has."""
        return self.in_state(Kept.WAITING)

    @property
    def tray(self) -> list[Press]:
        """What will never apply and stays until the technician has dealt with it."""
        return self.in_state(Kept.REFUSED)

    def keep(self, press: Press) -> Press:
        """One transaction: from now on it is saved on this phone."""
        self.presses.append(press)
        self.next_seq += 1
        return press

    def drop(self, gone: Callable[[Press], bool]) -> None:
        """Forget some."""
        self.presses = [press for press in self.presses if not gone(press)]

    def discard(self, press: Press, reason: str, *, told: bool) -> None:
        """The technician gives one up, and says why; a server that does not have it is told, so that nobody looks."""
        self.drop(lambda one: one is press)
        if told:
            self.discarded.append({"id": press.id, "seq": press.seq, "reason": reason})

    def copy(self) -> "Outbox":
        """As a backup of the phone would have it."""
        return replace(
            self,
            presses=[replace(press) for press in self.presses],
            discarded=list(self.discarded),
            pictures=dict(self.pictures),
            pages=dict(self.pages),
            decided=dict(self.decided),
            walked=dict(self.walked),
        )

    @property
    def pending(self) -> dict[str, int]:
        """What the phone says about its queue whenever it speaks."""
        waiting = self.waiting
        first = min((press.seq for press in waiting), default=self.next_seq)
        return {"min_seq": first, "count": len(waiting), "tray": len(self.tray)}

    def envelope(self, presses: list[Press], sent_at: datetime) -> dict[str, Any]:
        """A call with these commands."""
        return {
            "device": self.device,
            "sent_at": sent_at.isoformat(),
            "pending": self.pending,
            "discarded": list(self.discarded),
            "storage": {"usage": 0, "quota": 0, "persisted": True},
            "commands": [press.sent for press in presses],
        }
