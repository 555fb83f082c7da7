"""Which letters our typeface can print. An archive's file may not hold one that cannot be shown, so it gets a sign."""

import re
import struct
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from pylopdf_fonts_zh_cn import sans_path

SANS = sans_path()

MISSING = "〓"  # what Chinese typesetters put where a type is missing
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # controls, marks that turn the direction, halves, private signs
NO_LINE_HOLDS = re.compile(r"[!-~]{66,}")  # letters without a space, more than a fingerprint has
PART = re.compile(r"[!-~]{24}")
MAY_BREAK = "\u200b"


def printable(value: Any) -> Any:
    """The same text, or whatever holds texts, with a sign for each letter that cannot be printed."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return {name: printable(each) for name, each in value.items()}
    return [printable(each) for each in value] if isinstance(value, list | tuple) else value


def _text(words: str) -> str:
    return NO_LINE_HOLDS.sub(_in_parts, "".join(_letter(letter) for letter in words))


def _in_parts(long: re.Match[str]) -> str:
    return PART.sub(rf"\g<0>{MAY_BREAK}", long[0])


def _letter(letter: str) -> str:
    if letter in "\n\t":
        return " "
    if unicodedata.category(letter) in UNSEEN:
        return ""
    return letter if ord(letter) in known() else MISSING


@cache
def known() -> frozenset[int]:
    """The numbers of all letters of the typeface, read from its own table (format 12: runs of letters)."""
    face = SANS.read_bytes()
    at = _table(face, b"cmap")
    (count,) = struct.unpack_from(">H", face, at + 2)
    places = [at + struct.unpack_from(">HHI", face, at + 4 + 8 * each)[2] for each in range(count)]
    return frozenset(letter for place in places for run in _runs(face, place) for letter in run)


def _table(face: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", face, 4)
    records = (struct.unpack_from(">4sIII", face, 12 + 16 * each) for each in range(count))
    return next(int(offset) for tag, _, offset, _ in records if tag == name)


def _runs(face: bytes, place: int) -> Iterable[range]:
    if struct.unpack_from(">H", face, place)[0] != 12:
        return
    (count,) = struct.unpack_from(">I", face, place + 12)
    for each in range(count):
        first, last, _ = struct.unpack_from(">III", face, place + 16 + 12 * each)
        yield range(first, last + 1)
