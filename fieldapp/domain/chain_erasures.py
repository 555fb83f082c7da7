"""What a record says of the parts that are missing from a row: without one, nobody may make a row say less."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.domain.chain import Link
from fieldapp.domain.erasure import Erasure


def said_to_be_erased(session: Session, branch_id: UUID, number: int) -> set[str]:
    """The parts of the row of this link of which a record says that they were erased."""
    asked = select(Erasure.parts).where(Erasure.branch_id == branch_id, Erasure.number == number)
    return {part for parts in session.scalars(asked) for part in parts.split()}


def accounted_for(
    session: Session, branch_id: UUID, number: int, previous: int | None, *, waits: bool
) -> set[str] | None:
    """The parts that were ever erased of a row, by the number of its last link and of the one before that.

    ``waits``: something was done to it since, and it is to be sealed again. None: it is as it was sealed first.
    """
    if previous is None and not waits:
        return None
    said = said_to_be_erased(session, branch_id, number)
    while previous is not None:
        said |= said_to_be_erased(session, branch_id, previous)
        # Earlier than the one that we come from, whatever somebody wrote there: this comes to an end.
        asked = select(Link.previous).where(Link.branch_id == branch_id, Link.number == previous)
        previous = session.scalar(asked.where(Link.previous < previous))
    return said
