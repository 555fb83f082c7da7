"""A correction as the owner reads it: both versions side by side, and what follows for the money."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from fieldapp.domain.document import Document
from fieldapp.web.bill import name, reckoned
from fieldapp.web.formats import money


@dataclass(frozen=True, slots=True)
class Side:
    """One line in one of the versions."""

    how: list[str]
    sum_fen: int


@dataclass(frozen=True, slots=True)
class Pair:
    """The same line in both; None where it does not stand."""

    name: str
    before: Side | None
    now: Side | None

    @property
    def differs(self) -> bool:
        """Is it not the same in both?"""
        return self.before != self.now


@dataclass(frozen=True, slots=True)
class CorrectionSheet:
    """Both versions side by side, drawn from the new document alone."""

    number: int
    replaces: int
    why: str
    pairs: list[Pair]
    was_fen: int
    total_fen: int

    @property
    def difference_fen(self) -> int:
        """By how much the owner pays more; below zero: less."""
        return self.total_fen - self.was_fen

    @property
    def follows(self) -> str:
        """What follows for the owner's money."""
        if self.difference_fen < 0:
            return str(
                _("You pay %(sum)s less. What was paid too much is given back.", sum=money(-self.difference_fen))
            )
        if self.difference_fen > 0:
            return str(_("You pay %(sum)s more.", sum=money(self.difference_fen)))
        return str(_("What you pay stays the same."))


def correction_sheet(document: Document) -> CorrectionSheet:
    """What a corrected document says of both versions."""
    replaces: dict[str, Any] = document["replaces"]
    return CorrectionSheet(
        number=document["version"],
        replaces=replaces["version"],
        why=replaces["because"],
        pairs=list(_pairs(replaces["lines"], document["lines"])),
        was_fen=replaces["total_fen"],
        total_fen=document["total_fen"],
    )


def _pairs(before: list[Document], now: list[Document]) -> Iterator[Pair]:
    later, earlier = {line["line"]: line for line in now}, {line["line"] for line in before}
    for line in before:
        follows = later.get(line["line"])
        yield Pair(name(line), _side(line), _side(follows) if follows else None)
    for line in now:
        if line["line"] not in earlier:
            yield Pair(name(line), None, _side(line))


def _side(line: Document) -> Side:
    materials = [str(_("Materials %(sum)s", sum=money(line["materials_fen"])))] if line["materials_fen"] else []
    return Side([*reckoned(line), *materials], line["amount_fen"])
