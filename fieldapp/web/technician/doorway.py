"""Before the door: is it too early, how often was the bell rung, and since when is it waited (4.5.1)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from fieldapp.domain.visit import RINGS_BEFORE_GIVING_UP, Visit

MOST_RINGS = 3
RING_S = 10


@dataclass(frozen=True, slots=True)
class Doorway:
    """How it stands at the door."""

    too_early_until: datetime | None  # 4.5.1: no more than five minutes early
    rings: int
    waited_s: int  # since the last ring
    opened: bool
    given_up: bool  # the technician says that nobody answers

    @classmethod
    def of(cls, visit: Visit, at: datetime, door: str) -> Self:
        """At that moment, by what is recorded and what the technician says of the door."""
        early = visit.early_until
        return cls(
            too_early_until=early if early and at < early else None,
            rings=visit.rings,
            waited_s=max(0, int((at - visit.rang_at).total_seconds())) if visit.rang_at else 0,
            opened=door == "opened",
            given_up=door == "nobody",
        )

    @property
    def view(self) -> str:
        """Which view of the bell it is: "bell", "ring2", "nobody1" when once is not enough yet, "nobody"."""
        if self.given_up:
            return "nobody1" if self.must_ring_again else "nobody"
        return f"ring{self.rings}" if self.rang else "bell"

    @property
    def ring_seconds(self) -> int:
        """The seconds as the ring shows them: at ten it is full and stays."""
        return min(self.waited_s, RING_S)

    @property
    def rang(self) -> bool:
        """Has the bell been rung?"""
        return self.rings > 0

    @property
    def next_ring(self) -> int | None:
        """The number of the next try; None after the last."""
        return self.rings + 1 if self.rings < MOST_RINGS else None

    @property
    def must_ring_again(self) -> bool:
        """Once is not enough to say that nobody is there."""
        return self.rings < RINGS_BEFORE_GIVING_UP
