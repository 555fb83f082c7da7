"""The record of what was erased of a sealed row, and why; ``erasing.py`` does it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import UNSEALED, Model, new_id


class Erasure(Model):
    """What was erased of which row, when, by whom, and why. Only ever added; sealed like everything else."""

    __tablename__ = "erasure"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    number: Mapped[int] = mapped_column(BigInteger)  # of the link
    kind: Mapped[str] = mapped_column(String(20))
    row: Mapped[str] = mapped_column(String(100))
    parts: Mapped[str] = mapped_column(String(200))  # with spaces between
    # What stands in these parts afterwards: part:sha256, with spaces between. None: the whole row went, or an older
    # version wrote this record, and nothing binds what is left.
    remains: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # None: the machine, when a period was over
    at: Mapped[datetime]
    link: Mapped[int | None] = mapped_column(BigInteger, deferred=True)  # its number in the chain, once it is sealed

    __table_args__ = (
        Index("ix_erasure_number", "branch_id", "number"),
        Index("ix_erasure_unsealed", "id", sqlite_where=UNSEALED, postgresql_where=UNSEALED),
    )
