"""How many owners are called back of those whom no rule names: the branch's own share (3.1, 4.1.2)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import Model
from fieldapp.domain.journal import Act

USUAL_SHARE = 30  # per cent


class CallBackRules(Model):
    """What a branch says. A branch that has not said anything has the usual share."""

    __tablename__ = "call_back_rules"

    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"), primary_key=True)
    share: Mapped[int]  # per cent of each technician's visits of a month
    changed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime | None]


def call_back_rules(session: Session, branch_id: UUID) -> CallBackRules:
    """What the branch says, or the usual."""
    return session.get(CallBackRules, branch_id) or CallBackRules(branch_id=branch_id, share=USUAL_SHARE)


def say_share(session: Session, branch_id: UUID, share: int, act: Act) -> None:
    """Another share from the next visit on."""
    said = CallBackRules(branch_id=branch_id, share=share, changed_by_id=act.by_id, changed_at=act.at)
    session.merge(said)


def is_drawn(share: int, *, visits: int, drawn: int) -> bool:
    """Is one more to be called, after so many visits and so many drawn of them?

    The first of a month is, and from then on as soon as the share would fall short: it is reached at every moment, so
    nobody saves the calls up for the end of the month, and nobody can tell beforehand whom chance would have chosen.
    """
    return drawn * 100 < (visits + 1) * share
