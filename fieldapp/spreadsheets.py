"""Reading a table from a file: csv as UTF-8, UTF-16 or GB18030, or a sheet of an Excel workbook."""

import csv
import io
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
WORKBOOK = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DELIMITERS = ",;\t"


def read(path: Path) -> list[Record]:
    """The rows of a csv or xlsx file that are not empty, as text, with their numbers in the spreadsheet.

    It reads one row more than a table may have, which is enough to refuse it. Raises TableRefused when the file is no
    table, OSError when it cannot be opened.
    """
    if path.stat().st_size > MOST_BYTES:
        raise refused("file.too_big", most=MOST_BYTES // 1_000_000)
    content = path.read_bytes()
    if content.startswith(OLD_WORKBOOK):
        raise refused("file.old_workbook")
    return _from_workbook(content) if content.startswith(WORKBOOK) else _from_csv(content)


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
        return _filled(csv.reader(io.StringIO(words, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as trouble:
        raise refused("file.not_csv", why=str(trouble)) from None


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
        if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
            raise refused("file.too_big", most=MOST_UNPACKED // 1_000_000)


def _text(value: Any) -> str:
    """A cell as it would stand in a csv file. A formula stays one, to be refused: only Excel knows what it comes to."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.6f}".rstrip("0")
    if isinstance(value, datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    return "" if value is None else str(value)
