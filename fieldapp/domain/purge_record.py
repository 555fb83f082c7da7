"""What was purged or erased, how much of it, and why: the record that stays when the data has gone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import Model, new_id
from fieldapp.domain.keyset import Place, beyond
from fieldapp.domain.local_day import day_at
from fieldapp.domain.people import Person
from fieldapp.domain.premises import Branch
from fieldapp.domain.retention import Kept

PAGE = 50


class PurgeRecord(Model):
    """One line of it: the purge of a kind on one day, or the erasure that one owner asked for."""

    __tablename__ = "purge_record"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    key: Mapped[str] = mapped_column(String(80))  # the kind and the day, or whose erasure it was
    kept: Mapped[Kept | None]  # None: everything of one owner
    at: Mapped[datetime]
    over_before: Mapped[datetime | None]  # what ended before then
    length: Mapped[int | None]  # the period as it was then, in the unit of its rule
    count: Mapped[int] = mapped_column(default=0)  # orders, photos, messages …
    about: Mapped[str] = mapped_column(String(120), default="")
    reason: Mapped[str] = mapped_column(String(300), default="")
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # None: the machine, when the period was over

    __table_args__ = (
        UniqueConstraint("branch_id", "key", name="uq_purge_record_branch_id"),
        Index("ix_purge_record_at", "branch_id", "at", "id"),
    )


def write_down(
    session: Session, branch: Branch, kept: Kept, count: int, *, at: datetime, over_before: datetime, length: int
) -> None:
    """Add to the line of this kind and day, by the branch's clocks."""
    key = f"{kept.value} {day_at(at, branch.timezone).isoformat()}"
    known = select(PurgeRecord).where(PurgeRecord.branch_id == branch.id, PurgeRecord.key == key)
    record = session.scalars(known).one_or_none()
    if record is None:
        record = PurgeRecord(id=new_id(), branch_id=branch.id, key=key, kept=kept, count=0)
        session.add(record)
    record.count += count
    record.at, record.over_before, record.length = at, over_before, length


def records(branch_id: UUID, after: Place | None = None) -> Select[*tuple[Any, ...]]:
    """One page of the record, newest first, each with who asked for it, and one row more if another page follows."""
    found = [PurgeRecord.branch_id == branch_id]
    if after is not None:
        found.append(beyond(PurgeRecord.at, PurgeRecord.id, after, newest_first=True))
    return (
        select(PurgeRecord, Person.name)
        .outerjoin(Person, Person.id == PurgeRecord.by_id)
        .where(*found)
        .order_by(PurgeRecord.at.desc(), PurgeRecord.id.desc())
        .limit(PAGE + 1)
    )
