"""What is sent is written into a file while it arrives, and its hash reckoned on the way."""

from hashlib import sha256
from pathlib import Path
from typing import IO

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.photo import MOST_BYTES

CHUNK = 64 * 1024


def take_in(stream: IO[bytes], into: Path, *, most: int = MOST_BYTES) -> str:
    """Write what is sent into a file, and give back its hash. Stops at the first byte too many.

    Raises RuleBroken ``photo.too_heavy``.
    """
    digest, length = sha256(), 0
    with into.open("wb") as file:
        while chunk := stream.read(CHUNK):
            length += len(chunk)
            if length > most:
                raise RuleBroken("photo.too_heavy", most_mb=most // (1024 * 1024))
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()
