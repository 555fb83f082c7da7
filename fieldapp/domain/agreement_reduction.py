"""What goes of an agreement on long-term service, and what stays: rule, price and days stay, words and drawing go."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import null, update
from sqlalchemy.orm import Session

from fieldapp.domain.agreement import Agreement
from fieldapp.domain.agreement_journal import AgreementEntry
from fieldapp.domain.agreement_notice import Notice
from fieldapp.domain.order_reduction import table


def reduce_agreements(session: Session, ids: Sequence[UUID], *, at: datetime) -> None:
    """Take the words out of these agreements, their notices and their journals; the hash of what was agreed stays.

    The journal's facts are numbers and days but for who agreed.
    """
    gone = {"requirements": "", "agreed_by": "", "document": "", "strokes": null(), "words_gone_at": at}
    session.execute(update(table(Agreement)).where(Agreement.id.in_(ids)).values(gone))
    emptied = {"reason": "", "words": "", "remark": ""}
    session.execute(update(table(Notice)).where(Notice.agreement_id.in_(ids)).values(emptied))
    theirs = AgreementEntry.agreement_id.in_(ids)
    session.execute(update(table(AgreementEntry)).where(theirs).values(why=""))
    session.execute(update(table(AgreementEntry)).where(theirs, AgreementEntry.what == "agree").values(facts={}))
