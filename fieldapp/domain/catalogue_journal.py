"""The journal of a catalogue version: who drafted, reviewed, approved and filed it, and when. Rows are only added."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Select, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model, Serial
from fieldapp.domain.people import Person


class VersionEntry(Model):
    """One line of it (4.1.3, 4.1.4)."""

    __tablename__ = "catalogue_journal"

    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("catalogue_version.id"))
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # None: whoever keeps the server
    at: Mapped[datetime]
    what: Mapped[str] = mapped_column(String(40))  # draft, item, review, paper, approve, file, withdraw
    why: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    __table_args__ = (Index("ix_catalogue_journal_version_id", "version_id", "id"),)


def journal_of(version_id: UUID) -> Select[VersionEntry, str]:
    """The whole journal of a version, newest first, each line with the name of who wrote it."""
    return (
        select(VersionEntry, Person.name)
        .outerjoin(Person, Person.id == VersionEntry.by_id)
        .where(VersionEntry.version_id == version_id)
        .order_by(VersionEntry.id.desc())
        .limit(MOST_LINES)
    )


MOST_LINES = 200  # shown; a version has a dozen
Journal = Sequence[tuple[VersionEntry, str | None]]
