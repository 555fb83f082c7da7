"""A table that somebody takes along: as csv or as an Excel workbook."""

from collections.abc import Sequence
from enum import StrEnum

from flask import Response

from fieldapp import spreadsheets


class Format(StrEnum):
    """What the file is written as."""

    CSV = "csv"
    XLSX = "xlsx"


TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def table_file(
    name: str, kind: Format, header: Sequence[str], rows: Sequence[Sequence[str]], figures: frozenset[str]
) -> Response:
    """The rows under this name; columns named by ``figures`` are numbers."""
    if kind is Format.CSV:
        content = spreadsheets.as_csv([header, *rows])
    else:
        content = spreadsheets.as_workbook(header, rows, figures=figures)
    answer = Response(content, content_type=TYPES[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind.value}"'
    return answer
