"""What a record says of the parts that are missing from a row: without one, nobody may make a row say less."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.domain.chain import Link
from fieldapp.domain.erasure import Erasure
from fieldapp.domain.evidence_truth import Gone


def said_to_be_erased(session: Session, branch_id: UUID, number: int) -> dict[str, frozenset[str]]:
    """The parts of the row of this link of which a record says that they were erased, and what it left there."""
    asked = select(Erasure.parts, Erasure.remains).where(Erasure.branch_id == branch_id, Erasure.number == number)
    said: dict[str, frozenset[str]] = {}
    for parts, remains in session.execute(asked):
        left = dict(word.partition(":")[::2] for word in (remains or "").split())
        _add(said, {part: frozenset({left[part]} if part in left else ()) for part in parts.split()})
    return said


def _add(said: dict[str, frozenset[str]], more: Mapping[str, frozenset[str]]) -> None:
    for part, remains in more.items():
        said[part] = said.get(part, frozenset()) | remains


def accounted_for(session: Session, branch_id: UUID, number: int, previous: int | None, *, waits: bool) -> Gone | None:
    """The parts that were ever erased of a row, by the number of its last link and of the one before that.

    Erased twice, either record may be the one of what stands there: a walk may have read the row in between.

    ``waits``: something was done to it since, and it is to be sealed again. None: it is as it was sealed first.
    """
    if previous is None and not waits:
        return None
    said = said_to_be_erased(session, branch_id, number)
    while previous is not None:
        _add(said, said_to_be_erased(session, branch_id, previous))
        # Earlier than the one that we come from, whatever somebody wrote there: this comes to an end.
        asked = select(Link.previous).where(Link.branch_id == branch_id, Link.number == previous)
        previous = session.scalar(asked.where(Link.previous < previous))
    return said
