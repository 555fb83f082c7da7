"""What an import says about a file that it refuses, cell by cell, in the language of whoever sent it."""

from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from fieldapp.domain.people import Language
from fieldapp.domain.table import Refusal
from fieldapp.web.formats import money
from fieldapp.web.language import language

SENTENCES: dict[str, LazyString] = {
    "file.empty": _l("The file is empty."),
    "file.no_rows": _l("There is a header and nothing under it."),
    "file.too_long": _l("There are more than %(most)s rows."),
    "file.too_big": _l("The file is larger than %(most)s MB."),
    "file.old_workbook": _l("This is an old Excel workbook (.xls). Save it as .xlsx or as csv."),
    "file.not_a_workbook": _l("This workbook cannot be read. Open it in Excel and save it again as .xlsx."),
    "file.not_text": _l("This is neither a csv file nor an .xlsx workbook."),
    "file.not_csv": _l("This is not a well-formed csv file."),
    "file.wrong_encoding": _l("The letters cannot be read. Save it as “CSV UTF-8”."),
    "column.unknown": _l("There is no such column. The columns are: %(known)s"),
    "column.missing": _l("This column is missing."),
    "column.twice": _l("This column stands there twice."),
    "row.too_wide": _l("There are cells beyond the %(columns)s columns of the header."),
    "cell.missing": _l("It must not be empty."),
    "cell.formula": _l("It is a formula. Put its value there."),
    "cell.not_text": _l("There are characters in it that cannot be stored."),
    "cell.too_long": _l("At most %(most)s characters."),
    "cell.not_known": _l("It must be one of: %(known)s"),
    "cell.not_money": _l("It must be an amount in yuan from %(least_fen)s to %(most_fen)s."),
    "cell.not_whole": _l("It must be a whole number from %(least)s to %(most)s."),
    "cell.not_a_code": _l("It must be letters, figures, dots and hyphens, at most 20."),
    "cell.not_a_range": _l("A range needs a greatest price above the price."),
    "cell.no_range": _l("Only a price range has a greatest price."),
    "cell.not_a_day": _l("It must be a date such as 2019-05-01."),
    "cell.not_a_login": _l("It must be letters, figures, dots and hyphens, at most 60."),
    "cell.not_a_phone": _l("It must be a phone number such as 13812345678."),
    "cell.login_of_another_branch": _l("It is the login of somebody in another branch."),
    "cell.last_administrator": _l("Nobody would be administrator any more. Keep the role, or give it to somebody."),
    "cell.login_of_one_who_left": _l("It is the login of somebody who has left. It is not given to another."),
    "cell.repeated": _l("It is in row %(first)s already."),
}
MOST_GIVEN = 40  # characters of a cell that are repeated


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """Where it stands, what stands there, and what would be taken."""

    row: int | None
    column: str
    given: str
    words: str


def refused_cell(refusal: Refusal) -> RefusedCell:
    """One refusal in words."""
    words = SENTENCES.get(refusal.code) or _l("That cannot be taken.")
    return RefusedCell(
        row=refusal.row,
        column=refusal.column,
        given=_one_line(refusal.given),
        words=str(words) % {name: _written(name, fact) for name, fact in refusal.facts.items()},
    )


def _one_line(words: str) -> str:
    shown = "".join(sign if sign.isprintable() else "?" for sign in words)
    return shown if len(shown) <= MOST_GIVEN else f"{shown[:MOST_GIVEN]}…"


def _written(name: str, fact: Any) -> str:
    if name.endswith("_fen"):
        return money(fact)
    return " ".join(_in_our_language(fact)) if isinstance(fact, list) else str(fact)


def _in_our_language(words: list[str]) -> list[str]:
    """A cell may say 水 or water; whoever reads is told the ones of the own language, if there are any."""
    english = language() is Language.ENGLISH
    return [word for word in words if word.isascii() is english] or words
