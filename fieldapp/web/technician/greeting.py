"""The sentence to say at the door; what was filled in is marked, so that a wrong surname is seen before it is said."""

import re
from dataclasses import dataclass

from fieldapp.domain.people import Language

PLACE = re.compile(r"(\{\w+\})")
PHRASE = re.compile(r"(?<=[，。！])|(?<=, )")


@dataclass(frozen=True, slots=True)
class Piece:
    """A few words of the sentence; ``filled`` when they come from the order."""

    words: str
    filled: bool


Phrase = list[Piece]  # kept in one line as long as it fits


@dataclass(frozen=True, slots=True)
class Greeting:
    """The sentence: how the owner is addressed, and what follows."""

    language: Language
    call: list[Phrase]
    words: list[Phrase]

    @property
    def gap(self) -> str:
        """What stands between two phrases."""
        return " " if self.language is Language.ENGLISH else ""


def greeting(say: str, places: dict[str, str], language: Language) -> Greeting:
    """The sentence of the procedure with its places filled in. Its lines are phrases; the first is the address."""
    first, *others = say.strip().splitlines() or [""]
    call = [phrase for phrase in PHRASE.split(first) if phrase.strip()]
    return Greeting(language, [_pieces(phrase, places) for phrase in call], [_pieces(line, places) for line in others])


def _pieces(phrase: str, places: dict[str, str]) -> Phrase:
    parts = [part for part in PLACE.split(phrase) if part]
    return [
        Piece(places.get(part[1:-1], part), True) if PLACE.fullmatch(part) else Piece(part, False) for part in parts
    ]
