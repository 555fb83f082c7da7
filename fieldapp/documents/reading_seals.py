"""Reads the seal of a PDF that somebody hands in, as a program of its own: the file on standard input, JSON out.

A file may be made to harm whoever opens it. So it is read in a process that may use little memory and time, knows
nothing of us, and is thrown away afterwards (:mod:`fieldapp.documents.seal_check` starts it and waits). Nothing of
the rest of the app is imported here.
"""

import asyncio
import json
import resource
import sys
from io import BytesIO
from typing import Any

MEMORY = 1536 * 1024 * 1024  # bytes of address space, most of which are our own libraries
SECONDS = 10  # of computing

SEALED, CHANGED, ADDED_TO, UNSEALED, UNREADABLE, NO_PDF = (
    *("sealed", "changed", "added_to", "unsealed", "unreadable", "no_pdf"),
)


def read(content: bytes) -> dict[str, Any]:
    """What the first seal of the file says. Whatever is wrong with the file is an answer, never an exception."""
    if b"%PDF-" not in content[:1024]:
        return {"verdict": NO_PDF}
    try:
        return asyncio.run(_read(content))
    except Exception as stumbled:  # a file can be broken in more ways than a reader has names for
        return {"verdict": UNREADABLE, "why": type(stumbled).__name__}


async def _read(content: bytes) -> dict[str, Any]:
    from pyhanko.pdf_utils.reader import PdfFileReader

    seals = PdfFileReader(BytesIO(content)).embedded_regular_signatures
    return await _first(seals[0]) if seals else {"verdict": UNSEALED}


async def _first(found: Any) -> dict[str, Any]:
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    own = found.signer_cert
    # Whom it belongs to is decided by its fingerprint, by whoever asks: here it is enough that it fits itself.
    itself = ValidationContext(trust_roots=[own], allow_fetching=False)
    state = await async_validate_pdf_signature(found, itself)
    stamp = state.timestamp_validity
    at = stamp.timestamp if stamp is not None and stamp.valid and stamp.intact else state.signer_reported_dt
    return {
        "verdict": _verdict(state),
        "certificate": own.sha256.hex(),
        "by": str(own.subject.native.get("common_name") or own.subject.human_friendly)[:200],
        "self_made": own.self_issued,
        "at": at.isoformat() if at else "",
        "stamped": stamp is not None and stamp.valid and stamp.intact,
    }


def _verdict(state: Any) -> str:
    if not (state.intact and state.valid):
        return CHANGED
    # Anything after our seal is a change: it allows none.
    return SEALED if state.coverage.name == "ENTIRE_FILE" else ADDED_TO


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    json.dump(read(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
