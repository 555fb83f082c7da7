"""What an import says about a file that it refuses: one line for each cell, with what would be taken."""

from typing import Any

from fieldapp.domain.table import Refusal

SENTENCES = {
    "file.empty": "the file is empty",
    "file.no_rows": "there is a header and nothing under it",
    "file.too_long": "there are more than {most:,} rows; import it in parts",
    "file.too_big": "the file is larger than {most} MB; import it in parts",
    "file.old_workbook": "this is an old Excel workbook (.xls); save it as .xlsx or as csv",
    "file.not_a_workbook": "this workbook cannot be read; open it in Excel and save it again as .xlsx",
    "file.not_text": "this is neither a csv file nor an .xlsx workbook: there are NUL bytes in it",
    "file.not_csv": "this is not a well-formed csv file: {why}",
    "file.wrong_encoding": "the letters are written neither as UTF-8 nor as GB18030; save it as “CSV UTF-8”",
    "column.unknown": "there is no such column; the columns are {known}",
    "column.missing": "this column is missing",
    "column.twice": "this column stands there twice",
    "row.too_wide": "there are cells beyond the {columns} columns of the header",
    "cell.missing": "it must not be empty",
    "cell.formula": "is a formula; put its value there",
    "cell.not_text": "there are characters in it that cannot be stored",
    "cell.too_long": "at most {most} characters",
    "cell.not_known": "must be one of {known}",
    "cell.not_money": "must be an amount in yuan from {least_fen} to {most_fen}, in figures, with at most two decimals",
    "cell.not_whole": "must be a whole number from {least} to {most}",
    "cell.not_a_day": "must be a date such as 2019-05-01",
    "cell.not_a_code": "must be letters, figures, dots and hyphens, at most 20",
    "cell.not_a_login": "must be letters, figures, dots and hyphens, at most 60",
    "cell.not_a_phone": "must be a phone number such as 13812345678",
    "cell.not_a_range": "a range needs a greatest price above price_yuan",
    "cell.no_range": "only the price kind “range” has a greatest price",
    "cell.repeated": "is already in row {first}",
    "cell.login_of_another_branch": "is the login of somebody in another branch",
    "cell.login_of_one_who_left": "is the login of somebody who has left; it is not given to another",
    "cell.last_administrator": "would leave nobody as administrator; keep the role, or give it to somebody",
}
MOST_GIVEN = 40  # characters of a cell that are repeated


def sentence(refusal: Refusal) -> str:
    """``row 7, column price_yuan: "abc" must be an amount in yuan from …``"""
    row = f"row {refusal.row}" if refusal.row else ""
    column = f"column {refusal.column}" if refusal.column else ""
    where = ", ".join(part for part in (row, column) if part)
    given = f"“{_one_line(refusal.given)}” " if refusal.given else ""
    told = SENTENCES[refusal.code].format(**{name: _written(name, fact) for name, fact in refusal.facts.items()})
    return f"{where}: {given}{told}" if where else told


def _one_line(words: str) -> str:
    shown = "".join(sign if sign.isprintable() else "?" for sign in words)
    return shown if len(shown) <= MOST_GIVEN else f"{shown[:MOST_GIVEN]}…"


def _written(name: str, fact: Any) -> Any:
    if name.endswith("_fen"):
        return f"{fact / 100:,.2f}"
    return ", ".join(fact) if isinstance(fact, list) else fact
