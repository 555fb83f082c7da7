"""Sealing what waits: a few rows at once, each exactly once, whatever number of workers there is.

The caller sees to it that only one does it at a time, and commits. A row that another transaction holds is left for
the next time.
"""

import secrets
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from fieldapp.domain.base import UNSEALED
from fieldapp.domain.chain import ChainHead, Link, head_of
from fieldapp.domain.evidence_set import KINDS, Found
from fieldapp.domain.photo import HASHED, Blob
from fieldapp.domain.premises import Branch
from fieldapp.domain.sealing import NOTHING_BEFORE, SEED_BYTES, LinkFacts, digest_of_row, link_hash, plain

AT_ONCE = 250  # rows in one transaction: nobody waits for it
LATE = timedelta(hours=1)  # what waited longer is marked as taken in later

_SEALED = {
    kind.name: update(kind.table)
    .where(*(key == bindparam(f"key_{nth}") for nth, key in enumerate(kind.keys)))
    .values(link=bindparam("sealed_as"))
    for kind in KINDS.values()
}
# Branches whose chain has not begun, or still takes in what was there before it.
_BEHIND = select(Branch.id).outerjoin(ChainHead).where(ChainHead.caught_up_at.is_(None))


def is_waiting() -> Select[*tuple[Any, ...]]:
    """Whether there is anything to do, as several yes or no: a plain read, so that nobody asks in vain to write."""
    ready = (select(1).select_from(kind.table).where(UNSEALED, kind.ready).exists() for kind in KINDS.values())
    return select(_BEHIND.exists(), *ready)


def count_waiting(session: Session) -> int:
    """How many rows wait to be sealed."""
    asked = (select(func.count()).select_from(kind.table).where(UNSEALED).scalar_subquery() for kind in KINDS.values())
    return sum(session.execute(select(*asked)).one())


def unhashed_blobs(most: int = AT_ONCE) -> Select[str]:
    """Photos of which has to be said what is kept, before they are sealed."""
    return select(Blob.sha256).where(UNSEALED, ~HASHED).order_by(Blob.sha256).limit(most)


def seal_waiting(session: Session, now: datetime, kept: Mapping[str, str], most: int = AT_ONCE) -> int:
    """Seal so many rows, and say how many there were.

    ``kept``: the SHA-256 of the bytes that are kept of each photo, by the hash it came with.
    """
    say_what_is_kept(session, kept)
    of_branch: dict[str, list[Found]] = defaultdict(list)
    left = most
    for kind in KINDS.values():
        rows = session.connection().execute(kind.waiting(left)).all() if left else ()
        left -= len(rows)
        for found in map(kind.read, rows):
            of_branch[found.branch].append(found)
    for branch, waiting in of_branch.items():
        _Sealer(session, _head(session, UUID(branch), now), now).seal(waiting)
    if left:
        _all_caught_up(session, now)
    return most - left


def say_what_is_kept(session: Session, kept: Mapping[str, str]) -> None:
    """Write down the hashes of the files, once."""
    if kept:
        said = update(Blob).where(Blob.sha256 == bindparam("came"), ~HASHED).values(kept_sha256=bindparam("lies"))
        session.connection().execute(said, [{"came": came, "lies": lies} for came, lies in kept.items()])


def _head(session: Session, branch_id: UUID, now: datetime) -> ChainHead:
    head = session.scalars(head_of(branch_id)).one_or_none()
    if head is None:
        head = ChainHead(branch_id=branch_id, count=0, hash=NOTHING_BEFORE, began_at=now)
        session.add(head)
    return head


def _all_caught_up(session: Session, now: datetime) -> None:
    """Nothing waits any more. From now on no branch has anything that was there before its chain."""
    for branch_id in session.scalars(_BEHIND):
        _head(session, branch_id, now).caught_up_at = now


class _Sealer:
    """Adds links to the chain of one branch."""

    def __init__(self, session: Session, head: ChainHead, now: datetime) -> None:
        self.session, self.head, self.now = session, head, now
        self.sealed_at = str(plain(now.replace(tzinfo=None)))
        self.late_before = str(plain((now - LATE).replace(tzinfo=None)))

    def seal(self, waiting: list[Found]) -> None:
        links, numbers = [], defaultdict(list)
        for one in waiting:
            link = self._link(one)
            links.append(link)
            numbers[one.kind.name].append(_named(one) | {"sealed_as": link["number"]})
        self.session.flush()
        self.session.connection().execute(insert(Link), links)
        for name, told in numbers.items():
            self.session.connection().execute(_SEALED[name], told)

    def _link(self, one: Found) -> dict[str, Any]:
        seed = secrets.token_bytes(SEED_BYTES)
        digest, number = digest_of_row(seed, one.parts), self.head.count + 1
        previous = one.link and -one.link
        late = self.head.caught_up_at is None or (one.heard is not None and one.heard < self.late_before)
        facts = LinkFacts(self.head.branch_id.hex, number, one.kind.name, one.name, self.sealed_at, int(late), previous)
        self.head.count, self.head.hash = number, link_hash(self.head.hash, digest, facts)
        return {
            "branch_id": self.head.branch_id,
            "number": number,
            "kind": one.kind.name,
            "row": one.name,
            "seed": seed,
            "digest": digest,
            "hash": self.head.hash,
            "sealed_at": self.now,
            "late": late,
            "previous": previous,
            "erased": None,
        }


def _named(one: Found) -> dict[str, Any]:
    """The key of a row as the statement wants it."""
    return {f"key_{nth}": key for nth, key in enumerate(one.kind.key_of(one.name))}
