"""The company's written procedure, clause by clause, in our own words: what code, tests and screens cite by number."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from fieldapp.domain.people import Language

FILE = Path(__file__).parent.parent / "data" / "clauses.toml"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause, restated."""

    number: str
    zh: str
    en: str

    def text(self, language: Language) -> str:
        """What it asks for, in that language."""
        return self.en if language is Language.ENGLISH else self.zh


def _read() -> dict[str, Clause]:
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))["clauses"]
    return {number: Clause(number, **texts) for number, texts in told.items()}


CLAUSES = _read()
