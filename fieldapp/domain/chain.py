"""The chain of a branch: one link for each row of the evidence set, in the order in which the rows were sealed.

Rows are written by whoever works and sealed by the worker a moment later, in order and each once
(``sealing_round.py``). Sealed in the transaction of the change, every press in a branch would have to wait for the one
before it to be on the disk: the head of a chain is one row that all of them want.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Connection, ForeignKey, LargeBinary, Select, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import Model
from fieldapp.domain.premises import Branch


class Link(Model):
    """One link. Only ever added; its seed goes when a part of its row is erased (``erasing.py``)."""

    __tablename__ = "chain_link"

    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)  # 1, 2, 3 … without a hole
    kind: Mapped[str] = mapped_column(String(20))  # of the evidence set
    row: Mapped[str] = mapped_column(String(100))  # the key of the row
    seed: Mapped[bytes | None] = mapped_column(LargeBinary(16))  # of the salts of its parts
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))  # of the row
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))  # of the link before it, the digest, and what stands here
    sealed_at: Mapped[datetime]
    late: Mapped[bool]  # taken in later: the row was there before the chain, or had waited for long
    previous: Mapped[int | None] = mapped_column(BigInteger)  # of the same row, before something was added
    # What is left of a row of which something was erased: the salts of what stands, the commitments of what is gone.
    erased: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class ChainHead(Model):
    """How far the chain of a branch has come. Whoever adds to it holds this row."""

    __tablename__ = "chain_head"

    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"), primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger, default=0)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    began_at: Mapped[datetime]
    caught_up_at: Mapped[datetime | None]  # until then it takes in what was there before it


@dataclass(frozen=True, slots=True)
class Head:
    """Count and head of one branch: what is kept elsewhere, so that a tail that was cut off shows."""

    branch_id: UUID
    branch: str  # as people call it
    count: int
    hash: str  # in hexadecimal

    def as_text(self) -> str:
        """One line, as a backup or a message keeps it: branch, count and head."""
        return f"{self.branch_id}:{self.count}:{self.hash}"


def heads(session: Session | Connection) -> list[Head]:
    """Count and head of every branch: for whatever keeps them elsewhere, such as a backup."""
    asked = (
        select(ChainHead.branch_id, Branch.name_zh, ChainHead.count, ChainHead.hash)
        .join(Branch, Branch.id == ChainHead.branch_id)
        .order_by(ChainHead.branch_id)
    )
    return [Head(branch_id, name, count, hash.hex()) for branch_id, name, count, hash in session.execute(asked)]


def head_of(branch_id: UUID) -> Select[ChainHead]:
    """The head of a branch, held for whoever adds to its chain."""
    return select(ChainHead).where(ChainHead.branch_id == branch_id).with_for_update()
