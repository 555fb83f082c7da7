"""Bytes by the hash of what was sent: each is stored once, whole or not at all; in a folder, or in a bucket."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from fieldapp.blobs.folder import Folder
from fieldapp.blobs.kept import Blobs, Entry, Kept, NotKept
from fieldapp.blobs.taking_in import take_in

__all__ = ["Blobs", "Entry", "Folder", "Kept", "NotKept", "blobs_of", "take_in"]

IN_A_BUCKET = "s3://"
WAY_TO_IT = ("S3_ENDPOINT", "S3_REGION", "S3_KEY", "S3_SECRET")


def blobs_of(settings: Mapping[str, Any]) -> Blobs:
    """Where the installation with these settings (`app.config`) keeps its photos."""
    place = settings["BLOBS"]
    if not place.startswith(IN_A_BUCKET):
        return Folder(Path(place))
    return _bucket(place.removeprefix(IN_A_BUCKET), *(settings[name] for name in WAY_TO_IT))


@lru_cache(maxsize=4)
def _bucket(place: str, *way: str) -> Blobs:
    """The same one again, with its open connections. Whoever uses a folder never loads what speaks to buckets."""
    from fieldapp.blobs.bucket import Bucket

    return Bucket(place, *way)
