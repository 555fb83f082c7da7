"""A table that somebody sent: first the file, which is only checked, then the same again to be written."""

from typing import Any

from flask import request

from fieldapp import spreadsheets
from fieldapp.domain.table import Record, TableRefused
from fieldapp.web.refused_rows import refused_cell

MOST_SHOWN = 200  # refusals


def records_of_file() -> tuple[list[Record], str]:
    """The rows of the file that was chosen, and its name. Raises TableRefused."""
    sent = request.files.get("file")
    if sent is None:
        return spreadsheets.read_bytes(b""), ""
    with sent.stream:
        return spreadsheets.read_bytes(sent.read()), sent.filename or ""


def records_sent_back() -> list[Record]:
    """The rows that the page of the dry run sends on. Raises TableRefused."""
    return spreadsheets.read_bytes(request.form.get("table", "").encode())


def told_of(refused: TableRefused) -> dict[str, Any]:
    """What the page says of a refused table: each cell, and how many more there are."""
    cells = [refused_cell(refusal) for refusal in refused.refusals[:MOST_SHOWN]]
    return {"refused": cells, "more": len(refused.refusals) - len(cells)}
