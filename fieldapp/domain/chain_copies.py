"""Counts and heads as they were kept elsewhere: whoever cuts a chain, or writes it anew, cannot reach all of them.

A walk leaves one behind, each month's message to head office carries one, and each backup (``chain.heads``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.domain.chain_check import ChainCheck
from fieldapp.domain.message import Message, MessageKind


@dataclass(frozen=True, slots=True)
class Copy:
    """So many links, and the hash of the last of them, of one branch."""

    branch_id: UUID
    count: int
    hash: str


def copies_of(session: Session, branch_id: UUID) -> Iterator[Copy]:
    """Those that lie in this database."""
    sound = select(ChainCheck.count, ChainCheck.hash).where(ChainCheck.branch_id == branch_id, ChainCheck.faults == 0)
    for count, hash in session.execute(sound.distinct()):
        yield Copy(branch_id, count, hash.hex())
    told = select(Message.facts).where(Message.branch_id == branch_id, Message.kind == MessageKind.CHAIN)
    for facts in session.scalars(told):
        copy = copy_from(str(facts.get("copy", "")))
        if copy is not None and copy.branch_id == branch_id:
            yield copy


def copy_from(line: str) -> Copy | None:
    """Read the line that ``Head.as_text`` writes; None for anything else."""
    try:
        branch, count, hash = line.split(":")
        return Copy(UUID(branch), int(count), bytes.fromhex(hash).hex())
    except ValueError:
        return None
