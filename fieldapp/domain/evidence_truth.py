"""What else has to be so about a row of the evidence than that nobody changed it since it was sealed.

A document and its hash were written by the same hand at the same moment: if they do not agree, one of them was changed
before the row was sealed. The bytes of a photo and of a paper lie outside the database.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from fieldapp.domain.chain_check import Break
from fieldapp.domain.document import canonical
from fieldapp.domain.evidence_set import GONE, PLAIN, Found
from fieldapp.domain.sealing import remains_of

Gone = Mapping[str, frozenset[str]]  # the parts that were erased, each with the hashes of what its records leave there

MISSING = "missing"  # what is said of the bytes of a photo that were not there when its row was sealed
ERASED = "erased"  # and of those that were erased since


def faults_of_the_row(found: Found, gone: Gone | None, file_hash: Callable[[str], str] | None) -> Iterator[Break]:
    """What is wrong about it.

    ``gone``: the parts that were erased, as a record says; None: it was sealed only once, as it is. ``file_hash`` reads
    the bytes of a photo or a paper; without it they are not looked at.
    """
    yield from _remains(found, gone or {})
    if gone and "document" in gone:
        return
    match found.kind.name:
        case "signature" if _hash_of(str(found.value("document"))) != _plain(found, "document_sha256"):
            yield Break.DOCUMENT_CHANGED
        case "price_agreement" if not _price_is_right(found):
            yield Break.DOCUMENT_CHANGED
        case "blob" if file_hash is not None:
            yield from _bytes(found, file_hash)
        case "paper":
            yield from _paper(found, gone, file_hash)


def _remains(found: Found, gone: Gone) -> Iterator[Break]:
    """A record of an older version says nothing of what it left: then there is nothing to compare."""
    if any(remains and remains_of(found.parts.get(part, "")) not in remains for part, remains in gone.items()):
        yield Break.REMAINS_CHANGED


def _price_is_right(found: Found) -> bool:
    """What differs from what was shown says so itself; the hash is then of what was shown."""
    if _plain(found, "differs"):
        return True
    try:
        document = canonical(json.loads(found.value("document")))
    except ValueError:
        return False
    return _hash_of(document) == str(_plain(found, "document_sha256"))


def _bytes(found: Found, file_hash: Callable[[str], str]) -> Iterator[Break]:
    told = found.value("bytes")
    if told == ERASED:
        return
    lies = file_hash(str(_plain(found, "sha256")))
    if not lies:
        yield Break.PHOTO_GONE
    elif lies != told:
        yield Break.PHOTO_CHANGED


def _paper(found: Found, gone: Gone | None, file_hash: Callable[[str], str] | None) -> Iterator[Break]:
    """A file that is not kept any more has a record that says why; one that is kept is what was made, byte for byte."""
    if found.value(GONE) is not None:
        if gone is not None and GONE not in gone:
            yield Break.ERASURE_UNEXPLAINED
        return
    if file_hash is None:
        return
    sha256 = str(_plain(found, "sha256"))
    lies = file_hash(sha256)
    if lies != sha256:
        yield Break.PAPER_CHANGED if lies else Break.PAPER_GONE


def _plain(found: Found, column: str) -> Any:
    return json.loads(found.parts[PLAIN])[found.kind.parts[PLAIN].index(column)]


def _hash_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
