"""The lines of an agreed or signed document as an owner reads them: what, at what price, and what has changed."""

from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _

from fieldapp.domain.catalogue import Materials, PriceKind
from fieldapp.domain.document import Document
from fieldapp.domain.people import Language
from fieldapp.domain.price import whole_hours
from fieldapp.web.formats import money, quantity
from fieldapp.web.language import language


@dataclass(frozen=True, slots=True)
class BillRow:
    """One row: the work of a line, or its materials."""

    name: str
    how: list[str]
    sum_fen: int
    was_fen: int | None = None  # what had been agreed before, where that differs
    new: bool = False
    dropped: bool = False
    open: bool = False  # no price yet: no sum may be told, not even ¥0

    @property
    def differs(self) -> bool:
        """Is it not what was agreed before?"""
        return self.new or self.dropped or self.was_fen is not None

    @property
    def kind(self) -> str:
        """Which of the ways to draw a row it takes: "", "was", "new", "was dropped open", …"""
        told = {"was": self.was_fen is not None, "new": self.new, "dropped": self.dropped, "open": self.open}
        return " ".join(name for name, so in told.items() if so)


def bill(document: Document) -> list[BillRow]:
    """All rows of a document."""
    return [row for line in document["lines"] for row in _rows(line)]


def changes(before: Document, now: Document) -> list[BillRow]:
    """Only the rows that differ from what was agreed before: new, changed, dropped."""
    agreed = {line["line"]: line for line in before["lines"]}
    kept = {line["line"] for line in now["lines"]}
    told = [row for line in now["lines"] for row in _changed(agreed.get(line["line"]), line)]
    return told + [row for gone, line in agreed.items() if gone not in kept for row in _dropped(line)]


def _rows(line: dict[str, Any]) -> list[BillRow]:
    rows = [BillRow(name(line), reckoned(line), work_fen(line), open=is_open(line))]
    if line["materials_fen"]:
        rows.append(BillRow(str(_("Materials")), [name(line)], line["materials_fen"]))
    return rows


def _changed(before: dict[str, Any] | None, now: dict[str, Any]) -> list[BillRow]:
    if before == now:
        return []
    if before is None:
        return [replace(row, new=True) for row in _rows(now)]
    was_fen = None if is_open(before) else _other(work_fen(before), work_fen(now))
    work = BillRow(name(now), reckoned(now), work_fen(now), was_fen=was_fen, new=is_open(before), open=is_open(now))
    was, materials = before["materials_fen"], now["materials_fen"]
    if was == materials:
        return [work]
    part = BillRow(str(_("Materials")), [name(now)], materials, was_fen=was or None, new=not was, dropped=not materials)
    return [work, part] if reckoned(before) != reckoned(now) or work.differs else [part]


def _dropped(line: dict[str, Any]) -> list[BillRow]:
    return [replace(row, sum_fen=0, was_fen=None if row.open else row.sum_fen, dropped=True) for row in _rows(line)]


def is_open(line: dict[str, Any]) -> bool:
    """Has it no price yet (Line.unpriced)?"""
    return bool(line["waits_for_answer"]) and not line["warranty"]


def without_price(document: Document) -> str:
    """How many lines the total leaves out, because nobody has priced them yet; "" for none."""
    many = sum(is_open(line) for line in document["lines"])
    return str(_("(%(num)d more not priced yet)", num=many)) if many else ""


def name(line: dict[str, Any]) -> str:
    """What the line is called, in the language of the page."""
    told: str = line["name_en"] if language() is Language.ENGLISH else line["name_zh"]
    return told


def work_fen(line: dict[str, Any]) -> int:
    """The part of the line that is work."""
    amount: int = line["amount_fen"] - line["materials_fen"]
    return amount


def reckoned(line: dict[str, Any]) -> list[str]:
    """How the price of the work comes about; a row of ¥0 says why."""
    if line["warranty"]:
        return [str(_("Under warranty, free of charge"))]
    if line["waits_for_answer"]:
        return [str(_("Not priced yet: the supervisor answers first"))]
    return [_times(line), *_beside(line)]


def _times(line: dict[str, Any]) -> str:
    hourly = line["price_kind"] == PriceKind.HOURLY
    many = whole_hours(line["quantity_milli"]) if hourly else line["quantity_milli"]
    unit = line["unit_en"] if language() is Language.ENGLISH else line["unit_zh"]
    return f"{quantity(many)} {unit} × {money(line['unit_price_fen'])}"


def _beside(line: dict[str, Any]) -> list[str]:
    told = []
    if line["minimum_fen"] and work_fen(line) == line["minimum_fen"]:
        told.append(str(_("at least %(price)s", price=money(line["minimum_fen"]))))
    if line["materials"] == Materials.INCLUDED:
        told.append(str(_("materials included")))
    if line["materials"] == Materials.OWNER:
        told.append(str(_("you supply the materials")))
    return told


def _other(before: int, now: int) -> int | None:
    return before if before != now else None
