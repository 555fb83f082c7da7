"""The lines of a document as they are to be instead: by how much each changes, within what the list allows.

A correction may ask for less than the list (a mistake of ours costs the owner nothing), never for more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fieldapp.domain.base import Fen, RuleBroken, new_id
from fieldapp.domain.catalogue import Item, Materials, PriceKind
from fieldapp.domain.document import Document
from fieldapp.domain.line import A_JOB
from fieldapp.domain.price import (
    MOST_FEN,
    allowed_unit_price,
    check_materials,
    check_money,
    check_quantity,
    line_amount,
    total,
)

OF_A_LINE = "line"


@dataclass(frozen=True, slots=True)
class Change:
    """How a line is to be instead."""

    quantity_milli: int
    unit_price_fen: int
    materials_fen: int = 0
    warranty: bool = False  # it was the warranty's, so it costs nothing
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """A line that was forgotten: of the list, or in words at a price."""

    item: Item | None
    words: str
    change: Change


def corrected(lines: Iterable[Document], changes: Mapping[str, Change], most: Mapping[str, int]) -> list[Document]:
    """The lines that are left, each as it is to be. ``most``: the highest price of one unit that may be asked of it.

    Raises RuleBroken ``price.quantity_out_of_range``, ``price.money_out_of_range``, ``price.materials_not_charged`` or
    ``price.unit_price_not_allowed``.
    """
    told = ((line, changes.get(line[OF_A_LINE])) for line in lines)
    return [
        line if change is None else _changed(line, change, most.get(line[OF_A_LINE], line["unit_price_fen"]))
        for line, change in told
        if change is None or not change.dropped
    ]


def added(lines: Iterable[Added], *, by_supervisor: bool) -> tuple[list[Document], dict[str, str]]:
    """The new lines, and of which item of the list each is. What is not on the list is priced by a supervisor (4.2.3).

    Raises RuleBroken ``correction.words_by_supervisor``, ``line.no_words``, or one of those of the price.
    """
    documents: list[Document] = []
    items: dict[str, str] = {}
    for line in lines:
        if line.item is None and not by_supervisor:
            raise RuleBroken("correction.words_by_supervisor")
        empty = _of_the_list(line.item) if line.item else _in_words(line.words)
        most = allowed_unit_price(line.item).most if line.item else MOST_FEN
        documents.append(_changed(empty, line.change, most))
        if line.item:
            items[empty[OF_A_LINE]] = str(line.item.id)
    return documents, items


def total_of(lines: Iterable[Document]) -> Fen:
    """What they come to."""
    return total(line["amount_fen"] for line in lines)


def _changed(line: Document, change: Change, most: int) -> Document:
    check_quantity(change.quantity_milli)
    check_money(change.unit_price_fen)
    highest = max(most, line["unit_price_fen"])
    if change.unit_price_fen > highest:
        raise RuleBroken("price.unit_price_not_allowed", least_fen=0, most_fen=highest)
    materials = 0 if change.warranty else change.materials_fen
    if materials != line["materials_fen"]:
        check_materials(materials, Materials(line["materials"]))
    # Asked less than the list, the owner is not charged the list's minimum either.
    minimum = line["minimum_fen"] if change.unit_price_fen >= line["unit_price_fen"] else 0
    waits = bool(line["waits_for_answer"]) and change.unit_price_fen == 0
    amount = line_amount(
        kind=PriceKind(line["price_kind"]),
        quantity_milli=change.quantity_milli,
        unit_price_fen=change.unit_price_fen,
        materials_fen=materials,
        minimum_fen=minimum,
    )
    return line | {
        "quantity_milli": change.quantity_milli,
        "unit_price_fen": change.unit_price_fen,
        "minimum_fen": minimum,
        "materials_fen": materials,
        "amount_fen": 0 if change.warranty or waits else amount,
        "warranty": int(change.warranty),
        "waits_for_answer": int(waits),
    }


def _of_the_list(item: Item) -> Document:
    names = {"name_zh": item.name_zh, "name_en": item.name_en, "unit_zh": item.unit_zh, "unit_en": item.unit_en}
    return (
        _empty()
        | names
        | {
            "price_kind": item.price_kind.value,
            "unit_price_fen": item.price_fen,
            "minimum_fen": item.minimum_fen or 0,
            "materials": item.materials.value,
        }
    )


def _in_words(words: str) -> Document:
    name = words.strip()[:120]
    if not name:
        raise RuleBroken("line.no_words")
    return _empty() | {"name_zh": name, "name_en": name, "unit_zh": A_JOB[0], "unit_en": A_JOB[1]}


def _empty() -> dict[str, Any]:
    return {
        OF_A_LINE: str(new_id()),
        "quantity_milli": 0,
        "price_kind": PriceKind.AGREED.value,
        "unit_price_fen": 0,
        "minimum_fen": 0,
        "materials": Materials.EXTRA.value,
        "materials_fen": 0,
        "amount_fen": 0,
        "warranty": 0,
        "waits_for_answer": 0,
    }
