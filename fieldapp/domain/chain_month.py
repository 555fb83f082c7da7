"""Each month head office is told how far the chain of every branch has come: a copy outside this database."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.domain.chain import Head, heads
from fieldapp.domain.message import Message, MessageKind
from fieldapp.domain.people import Person, Role, holds
from fieldapp.domain.premises import branches
from fieldapp.domain.timer import Due

TOPIC = "chain_month"
LASTS = timedelta(days=7)  # it may wait for a phone that is switched off


def tell_head_office(session: Session, _due: Due, now: datetime) -> None:
    """The recurring deed, once a day: one message a month and branch to everybody of head office."""
    zones = {branch.id: ZoneInfo(branch.timezone) for branch in session.scalars(branches())}
    told_to = session.scalars(select(Person.id).where(holds(Role.HEAD))).all()
    for head in heads(session):
        month = f"{now.astimezone(zones[head.branch_id]):%Y-%m}"
        for person_id in told_to:
            _tell(session, head, person_id, month, now)


def _tell(session: Session, head: Head, person_id: UUID, month: str, now: datetime) -> None:
    key = f"{TOPIC}:{head.branch_id}:{month}:{person_id}"
    if session.scalar(select(Message.id).where(Message.key == key)) is None:
        facts = {"branch": head.branch, "count": head.count, "copy": head.as_text()}
        session.add(
            Message.to(person_id, MessageKind.CHAIN, branch_id=head.branch_id, key=key, at=now, facts=facts, ttl=LASTS)
        )
