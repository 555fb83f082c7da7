"""Is the seal of this file whole, and whose is it? Asked of a process that is thrown away afterwards."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any

MOST_BYTES = 10 * 1024 * 1024  # ours have a hundredth of it
SECONDS = 20.0  # to wait for the answer
READER = Path(__file__).with_name("reading_seals.py")

_one_at_a_time = Lock()


class Verdict(StrEnum):
    """What a file's seal says."""

    SEALED = "sealed"  # whole: not a byte was changed or added
    CHANGED = "changed"  # something was changed after it was sealed
    ADDED_TO = "added_to"  # what was sealed is whole, but something was added afterwards
    UNSEALED = "unsealed"
    UNREADABLE = "unreadable"  # broken, or made to harm whoever opens it
    NO_PDF = "no_pdf"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class SealFound:
    """The first seal of a file. Whether its certificate is ours is for whoever knows ours to say."""

    verdict: Verdict
    certificate: str = ""  # SHA-256, in hexadecimal
    by: str = ""  # whom the certificate names; anybody can write any name into one of their own
    self_made: bool = False
    at: datetime | None = None  # by the time stamp, else by the sealer's own clock
    stamped: bool = False


def check_seal(content: bytes) -> SealFound:
    """Look at the seal of a file that anybody may have made. Never raises; takes seconds at most."""
    if len(content) > MOST_BYTES:
        return SealFound(Verdict.TOO_LARGE)
    try:
        with _one_at_a_time:  # its memory is used once, however many ask
            # Alone (-I): no setting and no folder of ours decides what it loads.
            told = subprocess.run(
                [sys.executable, "-I", READER], input=content, capture_output=True, timeout=SECONDS, check=True, env={}
            )
        return _found(json.loads(told.stdout))
    except (subprocess.SubprocessError, ValueError, OSError):
        return SealFound(Verdict.UNREADABLE)  # it took too long, or too much


def _found(said: dict[str, Any]) -> SealFound:
    return SealFound(
        verdict=Verdict(said["verdict"]),
        certificate=said.get("certificate", ""),
        by=said.get("by", ""),
        self_made=bool(said.get("self_made")),
        at=datetime.fromisoformat(said["at"]) if said.get("at") else None,
        stamped=bool(said.get("stamped")),
    )
