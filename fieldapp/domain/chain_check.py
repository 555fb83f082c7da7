"""What came of going through a chain from its first link to its last, and where it broke first."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model, new_id


class Break(StrEnum):
    """What may be wrong."""

    LINK_MISSING = "link_missing"  # a number of the chain is not there
    LINK_CHANGED = "link_changed"  # a link does not follow from the one before it
    ROW_GONE = "row_gone"
    ROW_CHANGED = "row_changed"
    ROW_UNREADABLE = "row_unreadable"
    ROW_MOVED = "row_moved"  # the row says that another link seals it
    DOCUMENT_CHANGED = "document_changed"  # a document is not the one whose hash stands beside it
    ERASURE_UNEXPLAINED = "erasure_unexplained"  # a part cannot be checked any more, and no record says why
    PHOTO_GONE = "photo_gone"
    PHOTO_CHANGED = "photo_changed"
    TAIL_CUT = "tail_cut"  # less is there than the head, or a row, says
    HEAD_CHANGED = "head_changed"
    ROW_PLANTED = "row_planted"  # more rows say that they are sealed than there are links
    COPY_DIFFERS = "copy_differs"  # a count and head kept elsewhere tell of another chain


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: what, at which link, and the row it seals."""

    what: Break
    number: int = 0
    kind: str = ""
    row: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


class ChainCheck(Model):
    """When a chain was gone through, how far it had come, and what was found."""

    __tablename__ = "chain_check"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    at: Mapped[datetime]
    count: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    faults: Mapped[int] = mapped_column(BigInteger, default=0)
    first_fault: Mapped[str] = mapped_column(String(40), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    __table_args__ = (Index("ix_chain_check_branch_id", "branch_id", "at"),)


def last_check(branch_id: UUID) -> Select[ChainCheck]:
    """The last time that the chain of a branch was gone through."""
    return select(ChainCheck).where(ChainCheck.branch_id == branch_id).order_by(ChainCheck.at.desc()).limit(1)
