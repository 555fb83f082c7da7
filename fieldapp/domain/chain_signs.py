"""How the chains of evidence are doing: for the administrator's page, and in numbers for those who watch the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.domain.chain import ChainHead
from fieldapp.domain.chain_check import ChainCheck, checks_of, last_check, last_whole_check
from fieldapp.domain.sealing_round import count_waiting

SHOWN = 14  # walks: two weeks of nights
OVERDUE = timedelta(days=8)  # a whole walk is due each week


@dataclass(frozen=True, slots=True)
class ChainState:
    """The chain of one branch."""

    count: int  # of its links
    began_at: datetime | None
    waiting: int  # rows of the whole house that are not sealed yet
    checks: Sequence[ChainCheck]  # the last walks, the newest first
    whole: ChainCheck | None  # the last one along all of it

    @property
    def broken(self) -> bool:
        """Did the last walk find anything?"""
        return bool(self.checks and self.checks[0].faults)

    def overdue(self, at: datetime) -> bool:
        """Has nobody gone along all of it for longer than may be?"""
        since = self.whole.at if self.whole else self.began_at
        return since is not None and at - since > OVERDUE


def chain_of(session: Session, branch_id: UUID) -> ChainState:
    """How the chain of this branch is doing."""
    head = session.get(ChainHead, branch_id)
    return ChainState(
        count=head.count if head else 0,
        began_at=head.began_at if head else None,
        waiting=count_waiting(session),
        checks=session.scalars(checks_of(branch_id).limit(SHOWN)).all(),
        whole=session.scalars(last_whole_check(branch_id)).one_or_none(),
    )


@dataclass(frozen=True, slots=True)
class ChainSigns:
    """All chains of the house, in numbers."""

    broken: int  # chains in which the last walk found something
    faults: int  # that these found
    waiting: int  # rows that are not sealed yet
    walked: float  # seconds since a whole walk, of the chain for which that is longest


def chain_signs(session: Session, now: datetime) -> ChainSigns:
    """A few rows for each branch."""
    heads = session.execute(select(ChainHead.branch_id, ChainHead.began_at)).all()
    last = [check for head in heads if (check := session.scalars(last_check(head.branch_id)).one_or_none())]
    whole = {head.branch_id: session.scalars(last_whole_check(head.branch_id)).one_or_none() for head in heads}
    since = [check.at if (check := whole[head.branch_id]) else head.began_at for head in heads]
    return ChainSigns(
        broken=sum(1 for check in last if check.faults),
        faults=sum(check.faults for check in last),
        waiting=count_waiting(session),
        walked=max((now - min(since)).total_seconds(), 0.0) if since else 0.0,
    )
