"""A QR code as one SVG path: it needs no picture, no style and no script."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import segno

KEPT = 256  # codes: a page that ends with one is drawn again and again, and a code costs as much as the page
QUIET = 4  # modules of white around it, without which a camera may not find it


@dataclass(frozen=True, slots=True)
class QrCode:
    """The dark modules as a path of lines one unit high, in a square of ``size`` units."""

    size: int
    path: str


@lru_cache(KEPT)
def qr_code(words: str) -> QrCode:
    """The code for these words; a quarter of it may be dirty or in glare."""
    rows = [list(row) for row in segno.make(words, error="q", micro=False).matrix_iter(border=QUIET)]
    path = "".join(f"M{x} {y + 0.5:g}h{length}" for y, row in enumerate(rows) for x, length in _dark_runs(row))
    return QrCode(len(rows), path)


def _dark_runs(row: list[int]) -> Iterator[tuple[int, int]]:
    x = 0
    for dark, modules in groupby(row):
        length = len(list(modules))
        if dark:
            yield x, length
        x += length
