"""Parts of a sealed row are erased for good, with the reason, and the chain still holds.

The salts of what stands and the commitments of what goes take the place of the seed; the seed is gone, so nobody can
try out what stood there. What is left of the row is sealed again as it then stands, and so is the record of the
erasure: a row that says less than it did, without such a record, is found by ``fieldapp verify``. The record says the
hash of what stands there afterwards, so that nothing else can be put in its place.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import Session

from fieldapp.domain.base import Model, RuleBroken, new_id
from fieldapp.domain.chain import Link
from fieldapp.domain.chain_link import as_it_was
from fieldapp.domain.erasure import Erasure
from fieldapp.domain.evidence_set import KIND_OF, Found, Kind
from fieldapp.domain.journal import Act
from fieldapp.domain.order import reason_given
from fieldapp.domain.sealing import Parts, commitment, remains_of, salt_of


def erase(
    session: Session,
    thing: Model,
    parts: Iterable[str],
    act: Act,
    *,
    reason: str,
    left: Mapping[str, Any] | None = None,
) -> None:
    """Let these parts of a row go.

    ``left``: what stands in their columns from now on. None: the caller deletes the row, of which all parts go.

    A row that is not sealed yet is sealed as it then stands. Raises RuleBroken ``erasure.unlike_its_link`` for a row
    that is not what was sealed, so that nobody erases the traces of that, and ``order.reason_missing``.
    """
    session.flush()
    kind, why = KIND_OF[type(thing)], reason_given(reason)
    found = _found(session, kind, thing)
    gone = sorted(set(parts) & set(kind.parts))
    branch_id = UUID(found.branch)
    erasures = []
    for link in _links(session, branch_id, abs(found.link or 0)):
        texts = as_it_was(kind, link.seed, link.digest, link.erased, found.parts)
        if texts is None:
            raise RuleBroken("erasure.unlike_its_link", number=link.number)
        _forget(link, texts, gone)
        erasure = Erasure(
            id=new_id(),
            branch_id=branch_id,
            number=link.number,
            kind=kind.name,
            row=found.name,
            parts=" ".join(gone),
            reason=why,
            by_id=act.by_id,
            at=act.at,
        )
        erasures.append(erasure)
    thing.link = -func.abs(type(thing).link)  # type: ignore[attr-defined]  # every table of the set has one
    if left is not None:
        remains = _emptied(session, kind, thing, left)
        for erasure in erasures:
            erasure.remains = " ".join(f"{part}:{remains_of(remains[part])}" for part in gone)
    session.add_all(erasures)


def _emptied(session: Session, kind: Kind, thing: Model, left: Mapping[str, Any]) -> Parts:
    """The row with these columns as they are left, read as the database has it: that is what a walk will read."""
    for name, value in left.items():
        setattr(thing, name, value)
    session.flush()
    return _found(session, kind, thing).parts


def _found(session: Session, kind: Kind, thing: Model) -> Found:
    here = [key == getattr(thing, key.name) for key in kind.keys]
    return kind.read(session.connection().execute(kind.rows.where(*here)).one())


def _links(session: Session, branch_id: UUID, number: int | None) -> Iterator[Link]:
    """The link of a row, and those that sealed it before something was added to it."""
    while number:
        link = session.get_one(Link, (branch_id, number), with_for_update=True)
        yield link
        number = link.previous


def _forget(link: Link, texts: Parts, gone: list[str]) -> None:
    before = link.erased or {"salts": {}, "commitments": {}}
    seed = link.seed
    salts = before["salts"] if seed is None else {part: salt_of(seed, part).hex() for part in texts}
    committed = {part: commitment(bytes.fromhex(salts[part]), texts[part]).hex() for part in gone if part in salts}
    link.erased = {
        "salts": {part: salt for part, salt in salts.items() if part not in gone},
        "commitments": before["commitments"] | committed,
    }
    link.seed = None
