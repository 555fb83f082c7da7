"""Whom an emergency calls, the best first (4.3.5): already there, on duty, a phone that works, the trade, free."""

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from fieldapp.domain.ladder import LadderRules, Step

FAR = timedelta(minutes=30)  # where somebody is that we know nothing of


class Merit(StrEnum):
    """What spoke for somebody when they were called; it stands in the record."""

    READY = "ready"
    TRADE = "trade"
    FREE = "free"
    INSIDE = "inside"  # at work in the very flat
    RESERVE = "reserve"  # of another engineering trade


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could go."""

    id: UUID
    login: str
    name: str
    on_duty: bool
    ready: bool  # a phone that is known to ring
    skilled: bool  # of the trade that stops it
    free: bool  # not at somebody's door
    inside: bool = False  # at this very door
    reserve: bool = False  # of another engineering trade
    walk: timedelta | None = None  # from the last door that we know of

    @property
    def merits(self) -> frozenset[Merit]:
        """What speaks for them."""
        said = {
            Merit.READY: self.ready,
            Merit.TRADE: self.skilled,
            Merit.FREE: self.free,
            Merit.INSIDE: self.inside,
            Merit.RESERVE: self.reserve,
        }
        return frozenset(merit for merit, is_so in said.items() if is_so)


def whom_to_call(
    step: Step, candidates: Iterable[Candidate], rules: LadderRules, *, called: Set[UUID]
) -> list[Candidate]:
    """Who is called at this rung; nobody twice. Whoever is at work at another door is not called by the machine."""
    fits = FITS[step]
    there = (one for one in candidates if one.on_duty and (one.free or one.inside) and one.id not in called)
    return sorted((one for one in there if fits(one)), key=_rank)[: rules.most(step)]


def _rank(one: Candidate) -> tuple[object, ...]:
    return (
        not one.inside,
        one.reserve,
        not one.ready,
        not one.skilled,
        FAR if one.walk is None else one.walk,
        one.login,
    )


FITS: dict[Step, Callable[[Candidate], bool]] = {
    # Whoever is in the flat is the first, of whatever trade: a stopcock can be shut by anybody.
    Step.FIRST: lambda one: one.ready and (one.inside or (one.skilled and not one.reserve)),
    Step.NEXT: lambda one: one.ready and (one.inside or not one.reserve),
    # Now also those whose phone has not been tried: it costs nothing, and it may ring.
    Step.EVERYBODY: lambda one: True,
}
