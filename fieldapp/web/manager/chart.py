"""A chart as plain drawing: where each point or bar lies. The template draws it, the table under it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

WIDTH, HEIGHT = 960, 300
LEFT, RIGHT, TOP, BOTTOM = 72, 44, 36, 56
BAR = 40  # high, one under the other
NAMES = 200  # wide
STEPS = 4  # lines of the grid


@dataclass(frozen=True, slots=True)
class Dot:
    """One value: where it lies, and what is written beside it."""

    x: float
    y: float
    name: str
    words: str  # "93%"
    parts: str  # "551/591"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the grid."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A line over time, or bars for what has no order."""

    dots: list[Dot]
    grid: list[Line]
    height: int
    is_line: bool
    target: float | None = None  # where its line lies
    width: int = WIDTH
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM

    @property
    def path(self) -> str:
        """The line through all points."""
        return "M" + " L".join(f"{dot.x} {dot.y}" for dot in self.dots)


@dataclass(frozen=True, slots=True)
class Value:
    """One value before it is drawn: a share from 0 to 100, or minutes."""

    name: str
    value: float
    words: str
    parts: str


def line_chart(values: Sequence[Value], *, share: bool, target: float | None = None) -> Chart:
    """Values over time. The axis of a share may be cut below; that of minutes begins at nothing."""
    low, high = _range([value.value for value in values] + ([target] if target is not None else []), share=share)
    wide, high_by = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    step = wide / max(1, len(values) - 1)

    def across(nth: int) -> float:
        return round(LEFT + (step * nth if len(values) > 1 else wide / 2), 1)

    def up(value: float) -> float:
        return round(HEIGHT - BOTTOM - high_by * (value - low) / (high - low), 1)

    dots = [Dot(across(n), up(one.value), one.name, one.words, one.parts) for n, one in enumerate(values)]
    marks = [low + (high - low) * n / STEPS for n in range(STEPS + 1)]
    grid = [Line(up(mark), f"{mark:g}%" if share else f"{mark:g}") for mark in marks]
    return Chart(dots, grid, HEIGHT, is_line=True, target=None if target is None else up(target))


def bar_chart(values: Sequence[Value], *, share: bool, target: float | None = None) -> Chart:
    """Values side by side: bars from nothing, one under the other, each with its name."""
    _, high = _range(
        [value.value for value in values] + ([target] if target is not None else []), share=share, cut=False
    )
    room = WIDTH - NAMES - 120

    def along(value: float) -> float:
        return round(NAMES + room * value / high, 1)

    dots = [
        Dot(along(one.value), TOP + BAR * n + BAR / 2, one.name, one.words, one.parts) for n, one in enumerate(values)
    ]
    bottom = TOP + BAR * len(values)
    lies = None if target is None else along(target)
    return Chart(dots, [], bottom + 8, is_line=False, target=lies, left=NAMES, bottom=bottom)


def _range(values: Sequence[float], *, share: bool, cut: bool = True) -> tuple[float, float]:
    """Where the axis begins and ends: whole tens of a share, a round number of minutes."""
    least, most = min(values, default=0), max(values, default=0)
    if not share:
        return 0, max(STEPS, STEPS * ceil(most / STEPS))
    low = max(0, 20 * floor((least - 1) / 20)) if cut and least > 40 else 0
    return low, 100 if most > 50 or low else 20 * max(1, ceil(most / 20))
