"""What a run came to: counted, and written as a table."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Figures of one engine. Nothing is counted as lost or done twice: the first such thing ends the run."""

    examples: int = 0
    steps: int = 0
    presses: int = 0
    calls: int = 0
    pictures: int = 0
    rebuilt: int = 0
    seconds: float = 0
    faults: Counter[str] = field(default_factory=Counter)
    stored: Counter[str] = field(default_factory=Counter)  # by verdict


def added(tallies: Iterable[Tally]) -> Tally:
    """The figures of processes that ran side by side."""
    sum_of = Tally()
    for one in tallies:
        for figure in ("examples", "steps", "presses", "calls", "pictures", "rebuilt"):
            setattr(sum_of, figure, getattr(sum_of, figure) + getattr(one, figure))
        sum_of.seconds = max(sum_of.seconds, one.seconds)
        sum_of.faults.update(one.faults)
        sum_of.stored.update(one.stored)
    return sum_of


FIGURES: dict[str, Callable[[Tally], int | str]] = {
    "examples": lambda tally: tally.examples,
    "steps": lambda tally: tally.steps,
    "commands pressed": lambda tally: tally.presses,
    "calls that reached the server": lambda tally: tally.calls,
    "photos sent": lambda tally: tally.pictures,
    "rebuilt from their commands, and compared": lambda tally: tally.rebuilt,
    "minutes": lambda tally: f"{tally.seconds / 60:.1f}",
}
VERDICTS = ("applied", "noop", "superseded", "parked", "rejected")


def table(tallies: Mapping[str, Tally]) -> str:
    """One column for each engine."""
    some = list(tallies.values())
    rows = [(name, [read(tally) for tally in some]) for name, read in FIGURES.items()]
    rows[4:4] = [(f"… {verdict}", [tally.stored[verdict] for tally in some]) for verdict in VERDICTS]
    kinds = sorted(set().union(*(tally.faults for tally in some)))
    faults = [(f"fault: {kind}", [tally.faults[kind] for tally in some]) for kind in kinds]
    ends = [("**lost**", [0 for _ in some]), ("**done twice**", [0 for _ in some])]
    lines = [f"| | {' | '.join(tallies)} |", f"| --- |{' ---: |' * len(some)}"]
    lines += [f"| {name} | {' | '.join(map(_told, figures))} |" for name, figures in [*rows, *ends, *faults]]
    return "\n".join(lines) + "\n"


def _told(figure: int | str) -> str:
    return f"{figure:,}" if isinstance(figure, int) else figure
