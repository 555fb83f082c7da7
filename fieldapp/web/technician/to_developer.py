"""What a hand-over to the developer begins with: part and words of what was said to be under warranty (4.3.4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from fieldapp.domain.component import Component
from fieldapp.domain.line import Line
from fieldapp.domain.warranty_hint import Hints
from fieldapp.web.labels import labels
from fieldapp.web.language import language


@dataclass(frozen=True, slots=True)
class ToDeveloper:
    """The parts that a developer may answer for, the likely one first, and the defect in a few words."""

    parts: list[tuple[str, str]]
    words: str


def to_developer(lines: Sequence[Line], hints: Hints) -> ToDeveloper:
    """The likely part is that of what was said to be under warranty; before that, of what may be."""
    likely = next(iter(_likely(lines, hints)), None)
    known = [part for part in labels(Component) if part[0] != Component.NONE]
    return ToDeveloper(
        parts=sorted(known, key=lambda part: part[0] != likely),
        words=names_of(line for line in lines if line.warranty),
    )


def names_of(lines: Iterable[Line]) -> str:
    """What these lines are called, one after the other."""
    return str(_(", ")).join(line.name(language()) for line in lines)


def _likely(lines: Sequence[Line], hints: Hints) -> list[Component]:
    said_first = sorted(lines, key=lambda line: not line.warranty)
    return [cover.component for cover in (hints.cover(line.item_id) for line in said_first) if cover]
