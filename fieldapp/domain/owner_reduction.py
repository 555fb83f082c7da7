"""Forgetting who an owner is: the row stays, because orders name it; the name and the number do not."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from fieldapp.domain.order_reduction import table
from fieldapp.domain.premises import Owner

NOBODY = "×"  # as the procedure writes somebody without a name: ××先生


def forget_owners(session: Session, ids: Sequence[UUID], *, at: datetime) -> None:
    """Nobody can tell any more who they were."""
    nobody = {"surname": NOBODY, "given_name": "", "phone": "", "search": "", "erased_at": at}
    session.execute(update(table(Owner)).where(Owner.id.in_(list(ids))).values(nobody))
