"""How a row of the evidence is sealed: salted digests of its parts, one digest of the row, and the link of a chain.

A row is cut into parts (``evidence_set.py``): what names a person stands in parts of its own. Each part is committed
to by SHA-256 over a salt and its text; the row's digest is SHA-256 over the commitments of all its parts, and a link
is SHA-256 over the link before it, the row's digest and what the link says itself. The salts of the parts are made
from one random seed a row, which lies in the link: without it nobody can guess a short text from its digest. So a part
can be erased for good, together with its salt, while its commitment stays and the chain holds.

All texts are JSON in the one writing of ``text_of``, the same on every engine.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

SEED_BYTES = 16
NOTHING_BEFORE = bytes(32)  # before the first link of a branch

Plain = int | str | None
Parts = Mapping[str, str]  # the text of each part, by its name, in the order of the set


class LinkFacts(NamedTuple):
    """What a link says beside the two digests that it joins."""

    branch: str  # in hexadecimal, without dashes
    number: int
    kind: str
    row: str
    sealed_at: str
    late: int
    previous: int | None


def plain(value: object) -> Plain:
    """A stored value as text or number, the same whichever engine it comes from."""
    match value:
        case None | str():
            return value
        case bool() | int():
            return int(value)
        case UUID():
            return value.hex
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S.%f")
        case bytes() | memoryview():
            return bytes(value).hex()
    return repr(value)  # no column of ours keeps anything else; what a hand put there is told by its digest


def text_of(values: Iterable[object]) -> str:
    """The one writing of a list of stored values."""
    return json.dumps([plain(value) for value in values], separators=(",", ":"))


def salt_of(seed: bytes, part: str) -> bytes:
    """The salt of one part: it tells nothing of the seed, nor of the other parts' salts."""
    return hmac.digest(seed, part.encode(), "sha256")


def commitment(salt: bytes, text: str) -> bytes:
    """What stays of a part when its salt and its text are gone."""
    return hashlib.sha256(salt + text.encode("utf-8", "surrogatepass")).digest()


def remains_of(text: str) -> str:
    """What the record of an erasure says of the text that is left in a part: it stays, so it needs no salt."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def commitments(seed: bytes, parts: Parts) -> dict[str, bytes]:
    """The commitment of every part of a row."""
    return {part: commitment(salt_of(seed, part), text) for part, text in parts.items()}


def digest_of(committed: Iterable[bytes]) -> bytes:
    """The digest of a row, from the commitments of its parts in the order of the set."""
    return hashlib.sha256(b"".join(committed)).digest()


def digest_of_row(seed: bytes, parts: Parts) -> bytes:
    """The digest of a row of which nothing was erased."""
    return digest_of(commitments(seed, parts).values())


def link_hash(before: bytes, digest: bytes, facts: LinkFacts) -> bytes:
    """The hash of a link: it changes with anything in it and with any link before it."""
    return hashlib.sha256(before + digest + text_of(facts).encode()).digest()
