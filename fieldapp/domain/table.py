"""A table that somebody made in a spreadsheet, read row by row; what cannot be taken is named by row and column."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from unicodedata import normalize

from fieldapp.domain.base import Fen, RuleBroken
from fieldapp.domain.figures import parse_money
from fieldapp.domain.price import MOST_FEN
from fieldapp.domain.writing import is_writing, narrow, seen

Known = TypeVar("Known")

Record = tuple[int, Sequence[str]]  # a filled row: its number in the spreadsheet, and its cells as text

MOST_ROWS = 20_000
FORMULAS = ("=", "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?")  # and what became of a broken one
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
YES_OR_NO = {"yes": True, "no": False, "是": True, "否": False, "1": True, "0": False, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that cannot be taken, and the facts that say what could be."""

    code: str
    row: int | None = None  # as the spreadsheet counts, the header being row 1
    column: str = ""
    given: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


class TableRefused(Exception):
    """The table cannot be taken: every reason at once, so that one round of corrections is enough."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(*refusals)
        self.refusals = refusals


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """The columns a table may have."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    also: Mapping[str, str] = field(default_factory=dict)  # another name: ours
    unread: frozenset[str] = frozenset()  # may be there and says nothing to us

    @property
    def all(self) -> tuple[str, ...]:
        """Every column that is read."""
        return self.required + self.optional

    def named(self, head: str) -> str:
        """Our name of a column by its head; the head as it stands where we have none."""
        name = "_".join(normalize("NFKC", head).lower().split())
        return self.also.get(name, name)


@dataclass(frozen=True, slots=True)
class Row:
    """One row. A cell that cannot be taken reads as an empty value of its kind and is noted among the refusals."""

    number: int
    cells: Mapping[str, str]
    refusals: list[Refusal]

    def text(self, column: str, *, most: int, optional: bool = False) -> str:
        """Words, at most so many characters of them; a price that an owner signs must read as it is written."""
        words = self.cells.get(column, "")
        if not words and not optional:
            self.refuse(column, "cell.missing")
        if words.startswith(FORMULAS):
            self.refuse(column, "cell.formula")
        elif not is_writing(words):
            self.refuse(column, "cell.not_text")
        elif len(words) > most:
            self.refuse(column, "cell.too_long", most=most)
        return words

    def one_of(self, column: str, known: Mapping[str, Known], *, otherwise: Known | None = None) -> Known:
        """One of a few words, capitals or not; ``otherwise`` is what an empty cell says."""
        words = self.text(column, most=200, optional=otherwise is not None)
        if not words and otherwise is not None:
            return otherwise
        return self._known(column, words, known)

    def some_of(self, column: str, known: Mapping[str, Known]) -> frozenset[Known]:
        """Any number of a few words, parted by commas or semicolons."""
        words = re.split(r"[,;、,;]", normalize("NFKC", self.text(column, most=200, optional=True)))
        return frozenset(self._known(column, word.strip(), known) for word in words if word.strip())

    def money(self, column: str, *, least: int = 1, optional: bool = False) -> Fen | None:
        """An amount in yuan, in fen; None for an empty cell."""
        words = self.text(column, most=40, optional=optional)
        try:
            fen = parse_money(words) if words else None
        except RuleBroken:
            fen = Fen(-1)
        if fen is not None and fen < least:
            self.refuse(column, "cell.not_money", least_fen=least, most_fen=MOST_FEN)
        return fen

    def whole(self, column: str, *, least: int, most: int) -> int | None:
        """A whole number between two bounds; None for an empty cell."""
        words = narrow(self.text(column, most=40, optional=True))
        if not words:
            return None
        number = int(words) if re.fullmatch(r"[0-9]{1,9}", words) else None
        if number is None or not least <= number <= most:
            self.refuse(column, "cell.not_whole", least=least, most=most)
        return number

    def day(self, column: str) -> date | None:
        """A day (2019-05-01, 2019/5/1, 2019年5月1日); None for an empty cell."""
        words = narrow(self.text(column, most=40, optional=True))
        parts = DAY.fullmatch(words)
        try:
            day = date(int(parts[1]), int(parts[2]), int(parts[3])) if parts else None
        except ValueError:
            day = None
        if words and (day is None or not 1950 <= day.year <= 2100):
            self.refuse(column, "cell.not_a_day")
        return day

    def shaped(self, column: str, shape: re.Pattern[str], code: str, *, most: int, optional: bool = False) -> str:
        """Words of a certain shape; ``code`` says which."""
        words = narrow(self.text(column, most=most, optional=optional))
        if words and not shape.fullmatch(words):
            self.refuse(column, code)
        return words

    def refuse(self, column: str, code: str, **facts: Any) -> None:
        """Note that this cell cannot be taken; the first reason is enough."""
        noted = self.refusals[-len(self.cells) :]  # a row has no more cells, so what is older is of another row
        if not any((refusal.row, refusal.column) == (self.number, column) for refusal in noted):
            self.refusals.append(Refusal(code, self.number, column, self.cells.get(column, ""), facts))

    def _known(self, column: str, words: str, known: Mapping[str, Known]) -> Known:
        name = normalize("NFKC", words).lower()
        if name not in known:
            self.refuse(column, "cell.not_known", known=list(known))
        return known.get(name, next(iter(known.values())))


def read_rows(records: Iterable[Record], columns: Columns) -> tuple[list[Row], list[Refusal]]:
    """The rows of a table, and the list in which their refusals will be noted.

    Raises TableRefused when there is nothing to read: no header, a column too many or too few, no rows.
    """
    lines = iter(records)
    first, header = next(lines, (0, ()))
    if not header:
        raise TableRefused(Refusal("file.empty"))
    names = [columns.named(cell) for cell in header]
    _check_header(first, names, columns)
    refusals: list[Refusal] = []
    rows: list[Row] = []
    for number, cells in lines:
        if len(rows) == MOST_ROWS:
            raise TableRefused(Refusal("file.too_long", facts={"most": MOST_ROWS}))
        rows.append(_row(number, names, cells, refusals))
    if not rows:
        raise TableRefused(Refusal("file.no_rows"))
    return rows, refusals


def taken(things: list[Known], refusals: list[Refusal]) -> list[Known]:
    """The things, if nothing was refused. Raises TableRefused."""
    if refusals:
        raise TableRefused(*sorted(refusals, key=lambda refusal: refusal.row or 0))
    return things


def refuse_repeats(rows: Iterable[Row], key: Callable[[Row], object], column: str) -> None:
    """Note every row whose key an earlier row has."""
    seen: dict[object, int] = {}
    for row in rows:
        first = seen.setdefault(key(row), row.number)
        if first != row.number:
            row.refuse(column, "cell.repeated", first=first)


def _check_header(number: int, names: list[str], columns: Columns) -> None:
    known = {"known": list(columns.all)}
    unknown = [name for name in names if name and name not in columns.all and name not in columns.unread]
    refusals = [Refusal("column.unknown", number, name, facts=known) for name in unknown]
    refusals += [Refusal("column.missing", number, name) for name in columns.required if name not in names]
    refusals += [Refusal("column.twice", number, name) for name in columns.all if names.count(name) > 1]
    if refusals:
        raise TableRefused(*refusals)


def _row(number: int, names: list[str], cells: Sequence[str], refusals: list[Refusal]) -> Row:
    told = [seen(cell.replace("\r\n", "\n").strip()) for cell in cells]
    told += [""] * (len(names) - len(told))  # a spreadsheet leaves out the empty cells at the end
    row = Row(number, dict(zip(names, told, strict=False)), refusals)
    if any(told[len(names) :]) or any(cell for name, cell in zip(names, told, strict=False) if not name):
        refusals.append(Refusal("row.too_wide", number, facts={"columns": len(names)}))
    return row
