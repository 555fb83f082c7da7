"""What a drawn signature tells beside its shape: how long it took, and how hard the pen was pressed."""

from fieldapp.domain.signature import Strokes


def seconds_of(strokes: Strokes) -> float:
    """From the first point to the last, to a tenth."""
    moments = [point[2] for stroke in strokes for point in stroke]
    return round((max(moments) - min(moments)) / 1000, 1) if moments else 0.0


def pressure_of(strokes: Strokes) -> tuple[int, int] | None:
    """The lightest and the hardest, in thousandths; None: the pad does not feel it, as with most fingers and mice."""
    felt = [point[3] for stroke in strokes for point in stroke if len(point) > 3]
    return (min(felt), max(felt)) if felt else None
