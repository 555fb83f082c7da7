"""What came of going through a chain from its first link to its last, and where it broke first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, Self
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
    REMAINS_CHANGED = "remains_changed"  # what is left of a part is not what the record of its erasure left there
    PHOTO_GONE = "photo_gone"
    PHOTO_CHANGED = "photo_changed"
    PAPER_GONE = "paper_gone"  # a sealed PDF that was made is not there
    PAPER_CHANGED = "paper_changed"
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


class Begun(Protocol):
    """Where a walk began."""

    @property
    def count(self) -> int: ...


class Walked(Protocol):
    """A walk that came to its end."""

    @property
    def begin(self) -> Begun: ...

    @property
    def count(self) -> int: ...

    @property
    def hash(self) -> bytes: ...


class ChainCheck(Model):
    """When a chain was gone through, how far it had come, and what was found."""

    __tablename__ = "chain_check"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    at: Mapped[datetime]
    since: Mapped[int] = mapped_column(BigInteger, default=0)  # links that an earlier walk had seen; 0: it saw them all
    count: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    faults: Mapped[int] = mapped_column(BigInteger, default=0)
    first_fault: Mapped[str] = mapped_column(String(40), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    __table_args__ = (Index("ix_chain_check_branch_id", "branch_id", "at"),)

    @property
    def whole(self) -> bool:
        """Was every link looked at, and not only what had been added?"""
        return self.since == 0

    @classmethod
    def of(cls, branch_id: UUID, walk: Walked, faults: Sequence[Fault], many: int, *, at: datetime) -> Self:
        """The record of a walk. ``faults``: the first ones, ``many``: of all of them."""
        first = faults[0] if faults else None
        return cls(
            branch_id=branch_id,
            at=at,
            since=walk.begin.count,
            count=walk.count,
            hash=walk.hash,
            faults=many,
            first_fault=first.what.value if first else "",
            facts={"number": first.number, "kind": first.kind, "row": first.row, **first.facts} if first else {},
        )


def checks_of(branch_id: UUID) -> Select[ChainCheck]:
    """When the chain of a branch was gone through, the last time first."""
    return (
        select(ChainCheck).where(ChainCheck.branch_id == branch_id).order_by(ChainCheck.at.desc(), ChainCheck.id.desc())
    )


def last_check(branch_id: UUID) -> Select[ChainCheck]:
    """The last time that the chain of a branch was gone through, all of it or what had been added."""
    return checks_of(branch_id).limit(1)


def last_whole_check(branch_id: UUID) -> Select[ChainCheck]:
    """The last time that every link of it was looked at."""
    return checks_of(branch_id).where(ChainCheck.since == 0).limit(1)
