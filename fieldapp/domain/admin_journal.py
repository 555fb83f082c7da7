"""The journal of what administrators do: people, rooms, phones, settings, files. Rows are only ever added."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import Model, Serial
from fieldapp.domain.journal import Act


class AdminEntry(Model):
    """One line of it. Its facts hold no passwords, no codes, and phone numbers only masked."""

    __tablename__ = "admin_journal"

    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # None: whoever keeps the server
    at: Mapped[datetime]
    what: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(120), default="")  # whom or what, as people call it
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # whom it concerns, if it is a person
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    __table_args__ = (
        Index("ix_admin_journal_branch_id", "branch_id", "at", "id"),
        Index("ix_admin_journal_person_id", "person_id", "id"),
    )


def note(
    session: Session,
    branch_id: UUID,
    act: Act,
    what: str,
    *,
    about: str = "",
    person_id: UUID | None = None,
    **facts: Any,
) -> AdminEntry:
    """Write down what an administrator did."""
    entry = AdminEntry(
        branch_id=branch_id,
        by_id=act.by_id,
        at=act.at,
        what=what,
        about=about[:120],
        person_id=person_id,
        facts=facts,
    )
    session.add(entry)
    return entry
