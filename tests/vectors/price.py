"""Writes price.json, which the price rule in Python and the one in JavaScript both have to pass.

    .venv/bin/python -m tests.vectors.price

Some cases are written here because somebody could get them wrong; the rest are drawn with a fixed seed.
"""

import json
from pathlib import Path
from random import Random
from typing import Any

from fieldapp.domain.catalogue import PriceKind
from fieldapp.domain.price import MOST_FEN, MOST_QUANTITY, line_amount, total

FILE = Path(__file__).with_suffix(".json")

Line = dict[str, Any]

# kind, quantity_milli, unit_price_fen, materials_fen, minimum_fen
TOLD: list[tuple[PriceKind, int, int, int, int | None]] = [
    (PriceKind.FIXED, 1000, 1500, 0, None),
    (PriceKind.FIXED, 1000, 1500, 2800, None),
    (PriceKind.FIXED, 3000, 1500, 2800, None),
    (PriceKind.FIXED, 1, 1, 0, None),
    (PriceKind.FIXED, 499, 1, 0, None),
    (PriceKind.FIXED, 500, 1, 0, None),  # half a fen is a fen
    (PriceKind.FIXED, 1500, 3, 0, None),  # 4.5
    (PriceKind.FIXED, 2500, 1, 0, None),  # 2.5: half up, not to even
    (PriceKind.FIXED, 3500, 1, 0, None),
    (PriceKind.FIXED, 1000, 0, 500, None),
    (PriceKind.FIXED, MOST_QUANTITY, MOST_FEN, MOST_FEN, None),
    (PriceKind.RANGE, 1000, 2345, 0, None),
    (PriceKind.FROM, 2000, 12_000, 30_000, None),
    (PriceKind.AGREED, 1000, 88_800, 1, None),
    (PriceKind.PER_METRE, 3700, 150, 0, None),
    (PriceKind.PER_M2, 87_300, 60, 0, None),
    (PriceKind.PER_M2, 20_000, 600, 0, 12_000),
    (PriceKind.PER_M2, 19_999, 600, 0, 12_000),
    (PriceKind.PER_M2, 20_001, 600, 0, 12_000),
    (PriceKind.PER_M2, 300, 6000, 450, 6000),  # the minimum is of the work; materials come on top
    (PriceKind.FIXED, 0, 1500, 0, 6000),  # no work, no minimum
    (PriceKind.HOURLY, 1, 2500, 0, None),
    (PriceKind.HOURLY, 500, 2500, 0, None),
    (PriceKind.HOURLY, 1000, 2500, 0, None),
    (PriceKind.HOURLY, 1500, 2500, 0, None),  # thirty minutes do not count
    (PriceKind.HOURLY, 1501, 2500, 0, None),  # more than thirty do
    (PriceKind.HOURLY, 2000, 2500, 1500, None),
    (PriceKind.HOURLY, 2499, 2500, 0, None),
    (PriceKind.HOURLY, 7750, 2500, 0, 30_000),
    (PriceKind.HOURLY, 0, 2500, 0, 5000),
]


def vectors() -> dict[str, Any]:
    """Lines with what each costs, and lists of lines with what they cost together."""
    lines = [_line(*told) for told in TOLD] + _drawn(200)
    draw = Random(2026)
    lists = [draw.sample(lines, draw.randint(1, 8)) for _ in range(20)]
    return {
        "lines": lines,
        "totals": [{"lines": some, "total": total(line["amount"] for line in some)} for some in [[], *lists]],
    }


def written() -> str:
    """The file's text: one line of it for each case, so that a difference can be read."""
    cases = {name: ",\n".join(json.dumps(case) for case in told) for name, told in vectors().items()}
    return f'{{"lines": [\n{cases["lines"]}\n],\n"totals": [\n{cases["totals"]}\n]}}\n'


def _drawn(count: int) -> list[Line]:
    draw = Random(451)
    return [
        _line(
            draw.choice(list(PriceKind)),
            draw.choice([draw.randint(1, 9999), draw.randint(1, MOST_QUANTITY)]),
            draw.choice([draw.randint(1, 9999), draw.randint(1, MOST_FEN)]),
            draw.choice([0, draw.randint(1, 99_999)]),
            draw.choice([None, draw.randint(1, 99_999)]),
        )
        for _ in range(count)
    ]


def _line(kind: PriceKind, quantity: int, price: int, materials: int, minimum: int | None) -> Line:
    told = {
        "quantity_milli": quantity,
        "unit_price_fen": price,
        "materials_fen": materials,
        "minimum_fen": minimum,
    }
    return {"kind": kind.value, **told, "amount": line_amount(kind=kind, **told)}


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
