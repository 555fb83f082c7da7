"""Tables in files: read from csv (UTF-8, UTF-16, GB18030) or a sheet of an Excel workbook, and written as either."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from fieldapp.domain.table import MOST_ROWS, Record, Refusal, TableRefused

MOST_BYTES = 20_000_000
MOST_UNPACKED = 200_000_000  # a workbook is a zip file, and a small one can unpack to fill any memory
MOST_PARTS = 2_000  # files in it; one with a picture in every row has fewer
MOST_TAGS = 3_000_000  # in all of them; as many rows as a table may have, of twenty columns, have two thirds of that
CHUNK = 256 * 1024
WORKBOOK = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DELIMITERS = ",;\t"

# What a spreadsheet would calculate when it opens a csv file. A stroke before it makes it text, for us as for Excel;
# a stroke that was there before gets another one, so that what was written is read again.
CALCULATED = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")

# Where the comma is the decimal sign, or somebody chooses the tab, such words within a cell begin another one, in
# quotation marks or not: those of the first cell of a row end before them. So a stroke stands before each.
BEGINS_WITHIN = re.compile(r"([;\t\r\n][\"']*)([=+\-@＝＋－＠])")
STROKE_WITHIN = re.compile(r"([;\t\r\n][\"']*)'([=+\-@＝＋－＠])")


def read(path: Path) -> list[Record]:
    """The rows of a csv or xlsx file that are not empty, as text, with their numbers in the spreadsheet.

    It reads one row more than a table may have, which is enough to refuse it. Raises TableRefused when the file is no
    table, OSError when it cannot be opened.
    """
    if path.stat().st_size > MOST_BYTES:
        raise refused("file.too_big", most=MOST_BYTES // 1_000_000)
    return read_bytes(path.read_bytes())


def read_bytes(content: bytes) -> list[Record]:
    """The same of a file that was sent. Raises TableRefused."""
    if content.startswith(OLD_WORKBOOK):
        raise refused("file.old_workbook")
    return _from_workbook(content) if content.startswith(WORKBOOK) else _from_csv(content)


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as a csv file that Excel opens with the right letters, and in which nothing is calculated."""
    words = io.StringIO(newline="")
    csv.writer(words).writerows([_harmless(cell) for cell in row] for row in rows)
    return words.getvalue().encode("utf-8-sig")


def as_workbook(header: Sequence[str], rows: Iterable[Sequence[str]], *, figures: frozenset[str]) -> bytes:
    """The rows as an Excel workbook. Columns named by ``figures`` hold numbers, all others text, never a formula."""
    from openpyxl import Workbook  # no server needs it before somebody asks for it
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"

    def cell(words: str, number: bool, *, bold: bool = False) -> Any:
        made = WriteOnlyCell(sheet, float(words) if number and words else words)
        if not number:
            made.data_type = "s"  # "=1+1" stays what somebody typed
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(name, False, bold=True) for name in header])
    for row in rows:
        sheet.append([cell(words, name in figures) for name, words in zip(header, row, strict=True)])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def refused(code: str, **facts: Any) -> TableRefused:
    """The refusal of a whole file."""
    return TableRefused(Refusal(code, facts=facts))


def _from_csv(content: bytes) -> list[Record]:
    words = _decoded(content)
    if "\0" in words:
        raise refused("file.not_text")
    first = words.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)  # Excel writes semicolons where the comma is the decimal sign
    try:
        rows = csv.reader(io.StringIO(words, newline=""), delimiter=delimiter, strict=True)
        return _filled([_as_typed(cell) for cell in row] for row in rows)
    except csv.Error as trouble:
        raise refused("file.not_csv", why=str(trouble)) from None


def _harmless(cell: str) -> str:
    within = BEGINS_WITHIN.sub(r"\1'\2", cell)
    return f"'{within}" if CALCULATED.match(cell) else within


def _as_typed(cell: str) -> str:
    typed = cell[1:] if cell.startswith("'") and CALCULATED.match(cell) else cell
    return STROKE_WITHIN.sub(r"\1\2", typed)


def _filled(rows: Iterable[Sequence[str]]) -> list[Record]:
    filled = (record for record in enumerate(rows, start=1) if any(cell.strip() for cell in record[1]))
    return list(islice(filled, 1 + MOST_ROWS + 1))  # the header, the rows, and one too many


def _decoded(content: bytes) -> str:
    marked = [encoding for mark, encoding in BYTE_ORDER_MARKS.items() if content.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refused("file.wrong_encoding")


def _from_workbook(content: bytes) -> list[Record]:
    # A damaged workbook fails in as many ways as it can be damaged: a broken zip, a missing part, bad XML, a bad date.
    from openpyxl import load_workbook  # no server needs it

    try:
        _refuse_bombs(content)
        with warnings.catch_warnings(action="ignore"):  # of decorations that openpyxl leaves out
            sheet = load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
            sheet.reset_dimensions()  # a sheet may claim to be as wide as Excel allows
            return _filled([_text(cell.value) for cell in row] for row in sheet.iter_rows())
    except TableRefused:
        raise
    except Exception as trouble:
        raise refused("file.not_a_workbook") from trouble


def _refuse_bombs(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        files = parts.infolist()
        if len(files) > MOST_PARTS or sum(part.file_size for part in files) > MOST_UNPACKED:
            raise refused("file.too_big", most=MOST_UNPACKED // 1_000_000)
        if sum(_tags(parts, file) for file in files) > MOST_TAGS:
            raise refused("file.too_long", most=MOST_ROWS)


def _tags(parts: zipfile.ZipFile, file: zipfile.ZipInfo) -> int:
    """How many there are, in whichever coding: each of them costs a reader more than its few bytes."""
    with parts.open(file) as part:
        return sum(chunk.count(b"<") for chunk in iter(lambda: part.read(CHUNK), b""))


def _text(value: Any) -> str:
    """A cell as it would stand in a csv file. A formula stays one, to be refused: only Excel knows what it comes to."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.6f}".rstrip("0")
    if isinstance(value, datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    return "" if value is None else str(value)
