"""How many days the developer has for each word before somebody of ours asks (4.3.4): the branch's own times."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.domain.premises import Branch


@dataclass(frozen=True, slots=True)
class ChaseTimes:
    """Each from the last word on."""

    receipt: timedelta  # then somebody asks whether they have it at all
    answer: timedelta  # since they have it
    decided: timedelta  # after their answer the ball is ours
    again: timedelta  # since we asked


USUAL = ChaseTimes(receipt=timedelta(1), answer=timedelta(3), decided=timedelta(1), again=timedelta(1))


def chase_times(session: Session, branch_id: UUID) -> ChaseTimes:
    """What the branch says."""
    branch = session.scalars(select(Branch).where(Branch.id == branch_id)).one_or_none()
    if branch is None:
        return USUAL
    return ChaseTimes(
        receipt=timedelta(branch.developer_receipt_days),
        answer=timedelta(branch.developer_answer_days),
        decided=timedelta(branch.developer_decision_days),
        again=timedelta(branch.developer_again_days),
    )
