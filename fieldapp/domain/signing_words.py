"""The words that stand around what an owner signs, in editions: years later it can be shown in the same words.

A file for each edition and language in ``data/signing-words``. Only ever added: what was signed names its edition by
the hash of all its words.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fieldapp.domain.document import canonical
from fieldapp.domain.people import Language

FOLDER = Path(__file__).parent.parent / "data" / "signing-words"


@dataclass(frozen=True, slots=True)
class SigningWords:
    """One edition in one language."""

    language: Language
    edition: int  # 1, 2, 3 …
    words: Mapping[str, str]  # as they stand in the code, and as they are said
    text: str  # all of it, in the one writing of a document
    sha256: str  # of that text, in hexadecimal


def words_now(language: Language) -> SigningWords:
    """The newest edition, which the pages speak."""
    return max((each for each in _editions().values() if each.language is language), key=lambda each: each.edition)


def words_with(sha256: object) -> SigningWords | None:
    """The edition with this hash."""
    return _editions().get(sha256) if isinstance(sha256, str) else None


@cache
def _editions() -> dict[str, SigningWords]:
    found = map(_read, sorted(FOLDER.glob("*.json")))
    return {each.sha256: each for each in found}


def _read(file: Path) -> SigningWords:
    told = json.loads(file.read_text(encoding="utf-8"))
    text = canonical(told)
    language = next(each for each in Language if each.value[:2] == told["language"])
    return SigningWords(language, told["edition"], told["words"], text, hashlib.sha256(text.encode()).hexdigest())
