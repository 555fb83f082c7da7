"""Does a row fit its link? Also when a part of it was erased, or filled after this link was made."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from fieldapp.domain.evidence_set import Kind
from fieldapp.domain.sealing import Parts, commitment, digest_of, salt_of

Erased = dict[str, dict[str, str]]


def fits(kind: Kind, seed: bytes | None, digest: bytes, erased: Erased | None, texts: Parts) -> bool:
    """Is the row, as it stands, what was sealed? Of what was erased only its commitment can be looked at."""
    return digest_of(_committed(kind, seed, erased, texts)) == digest


def as_it_was(kind: Kind, seed: bytes | None, digest: bytes, erased: Erased | None, texts: Parts) -> Parts | None:
    """The row as it was sealed: as it stands, or with what was filled later still empty. None: neither fits."""
    for many in range(len(kind.filled_later) + 1):
        for empty in combinations(sorted(kind.filled_later), many):
            before = {**texts, **{part: kind.emptied(part) for part in empty}}
            if fits(kind, seed, digest, erased, before):
                return before
    return None


def nothing_left(kind: Kind, erased: Erased | None) -> bool:
    """Was the whole row erased?"""
    return erased is not None and set(kind.parts) <= set(erased["commitments"])


def _committed(kind: Kind, seed: bytes | None, erased: Erased | None, texts: Parts) -> Iterator[bytes]:
    gone: dict[str, Any] = erased["commitments"] if erased else {}
    for part in kind.parts:
        if part in gone:
            yield _bytes(gone[part])
        elif part in texts or part not in kind.came_later:
            yield commitment(_salt(seed, erased, part), texts[part])


def _salt(seed: bytes | None, erased: Erased | None, part: str) -> bytes:
    if erased is None:
        return salt_of(seed or b"", part)
    return _bytes(erased["salts"].get(part, ""))


def _bytes(word: str) -> bytes:
    try:
        return bytes.fromhex(word)
    except (TypeError, ValueError):
        return b""  # fits nothing
