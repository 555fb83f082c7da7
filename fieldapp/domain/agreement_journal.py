"""The journal of an agreement: who asked, confirmed, approved, agreed, paused and stopped it. Rows are only added."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Select, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model, Serial
from fieldapp.domain.people import Person

MOST_LINES = 200  # shown


class AgreementEntry(Model):
    """One line of it (4.2.4, 4.2.5)."""

    __tablename__ = "agreement_journal"

    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreement.id"))
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # None: the machine
    at: Mapped[datetime]
    what: Mapped[str] = mapped_column(String(40))
    why: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    __table_args__ = (Index("ix_agreement_journal_agreement_id", "agreement_id", "id"),)


def journal_of(agreement_id: UUID) -> Select[AgreementEntry, str]:
    """The newest lines first, each with the name of who wrote it."""
    return (
        select(AgreementEntry, Person.name)
        .outerjoin(Person, Person.id == AgreementEntry.by_id)
        .where(AgreementEntry.agreement_id == agreement_id)
        .order_by(AgreementEntry.id.desc())
        .limit(MOST_LINES)
    )
