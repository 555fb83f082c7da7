"""Papers whose time is over: the words of what was signed go, and so do the files that show them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.domain.erasing import erase
from fieldapp.domain.evidence_set import GONE
from fieldapp.domain.gone_file import GoneFile
from fieldapp.domain.journal import Act
from fieldapp.domain.paper import Paper
from fieldapp.domain.signature import Signature


def let_papers_go(session: Session, order_ids: Sequence[UUID], act: Act, *, reason: str) -> int:
    """The papers of these orders are gone, with a record that says why; gives back how many.

    That each was made, of what, and its hash stay: whoever still holds one is told that it is genuine.
    """
    theirs = select(Signature.id).where(Signature.order_id.in_(order_ids))
    papers = session.scalars(select(Paper).where(Paper.signature_id.in_(theirs), Paper.gone_at.is_(None))).all()
    for paper in papers:
        erase(session, paper, [GONE], act, reason=reason, left={"gone_at": act.at})
        session.add(GoneFile(sha256=paper.sha256, gone_at=act.at))
    return len(papers)
