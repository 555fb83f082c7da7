"""What a backup says of itself. It is written last: an archive without one was cut off."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Self

from fieldapp.keeping import Refused

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Enough to know, before anything is touched, whether it can be restored here; and afterwards, whether it was."""

    format: int
    made_at: str  # the moment at which everything in it stood as it stands in it
    version: str  # of fieldapp
    engine: str  # sqlite or postgresql
    server: str  # the version of SQLite, or of the PostgreSQL server
    schema: str  # the migration that the database was at
    rows: dict[str, int]  # of each table
    photos: int | None  # files; None: left out, they are kept elsewhere
    photo_bytes: int
    missing: int  # photos that the database names and that lay nowhere
    chain: list[str]  # count and head of each branch's chain, one line each
    sums_sha256: str  # of the file SHA256SUMS

    def as_json(self) -> str:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False)

    @classmethod
    def read(cls, words: str) -> Self:
        """Raises Refused when this version does not understand it."""
        said = json.loads(words)
        if said.get("format") != FORMAT:
            raise Refused(
                f"This backup has the format {said.get('format')}, and this version of fieldapp knows {FORMAT}."
                " Restore it with the version that made it, then upgrade."
            )
        return cls(**{field.name: said[field.name] for field in fields(cls)})
