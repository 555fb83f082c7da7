"""A signature drawn from its points: the strokes as they were made, at any size."""

from dataclasses import dataclass

from fieldapp.domain.signature import Strokes

AIR = 12  # around the strokes, in the units of the pad


@dataclass(frozen=True, slots=True)
class Handwriting:
    """What an SVG needs: the box that holds all strokes, and a path for each."""

    box: str
    paths: list[str]


def handwriting(strokes: Strokes) -> Handwriting | None:
    """The drawing, or None where nothing was drawn."""
    points = [(point[0], point[1]) for stroke in strokes for point in stroke]
    if not points:
        return None
    left, top = min(x for x, _ in points), min(y for _, y in points)
    width, height = max(x for x, _ in points) - left, max(y for _, y in points) - top
    box = f"{left - AIR} {top - AIR} {width + 2 * AIR} {height + 2 * AIR}"
    return Handwriting(box, [_path(stroke) for stroke in strokes if stroke])


def _path(stroke: list[list[int]]) -> str:
    first, *rest = (f"{point[0]} {point[1]}" for point in stroke)
    # A line of no length with round ends is a dot.
    return f"M{first}" + ("".join(f"L{point}" for point in rest) or f"L{first}")
