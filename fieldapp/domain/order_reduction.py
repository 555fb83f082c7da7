"""What goes of orders when their time is over, and what stays.

Times, amounts, states, hashes and who of ours did what stay, so that figures and books still add up; what an owner
said, wrote or drew goes, and so do photos and the one place of an arrival.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, func, select, update
from sqlalchemy.orm import Session

from fieldapp.domain.assignment import Assignment
from fieldapp.domain.call_back import CallBack
from fieldapp.domain.capability import Question
from fieldapp.domain.developer_case import DeveloperCase
from fieldapp.domain.dispatch import Dispatch
from fieldapp.domain.errand import photos_in
from fieldapp.domain.evidence_reduction import reduce_evidence
from fieldapp.domain.gone_file import let_go
from fieldapp.domain.journal import Act
from fieldapp.domain.line import Line
from fieldapp.domain.mark import StepMark, TrialMark
from fieldapp.domain.order import Order
from fieldapp.domain.order_correction import OPEN_CORRECTION, Ending, OrderCorrection
from fieldapp.domain.owner_answer import OwnerAnswer
from fieldapp.domain.paper_reduction import let_papers_go
from fieldapp.domain.visit import Visit

GONE_ZH, GONE_EN = "（内容已删除）", "(words erased)"

Emptied = tuple[Any, ColumnElement[bool], dict[str, str]]


def reduce_orders(
    session: Session, order_ids: Sequence[UUID], act: Act, *, reason: str, keep_signed: bool = False
) -> dict[str, int]:
    """Take the words out of these orders and out of the evidence of their visits. Gives back how much of what.

    ``keep_signed``: what was agreed and signed stays whole until its own period is over, and is looked at again then.
    """
    ids = list(order_ids)
    visits = list(session.scalars(select(Visit.id).where(Visit.order_id.in_(ids))))
    _reduce_lines(session, ids)
    _end_corrections(session, ids, act)
    receipts = _reduce_errands(session, ids)
    counts = {"orders": len(ids), "photos": take_photos(session, ids, act, reason=reason, also=receipts)}
    for model, which, values in _emptied(ids, visits):
        session.execute(update(table(model)).where(which).values(values))
    gone: dict[str, Any] = {"requirements": ""} | ({} if keep_signed else {"words_gone_at": act.at})
    session.execute(update(table(Order)).where(Order.id.in_(ids)).values(gone))
    if not keep_signed:
        counts["papers"] = let_papers_go(session, ids, act, reason=reason)
    return counts | reduce_evidence(session, ids, visits, act, reason=reason, keep_signed=keep_signed)


def take_photos(session: Session, order_ids: Sequence[UUID], act: Act, *, reason: str, also: Sequence[str] = ()) -> int:
    """The photos of these orders go; gives back how many files. That they were taken, when and their hashes stay."""
    files = let_go(session, order_ids, act, reason=reason, also=also)
    session.execute(update(table(Order)).where(Order.id.in_(list(order_ids))).values(photos_gone_at=act.at))
    return len(files)


def table(model: Any) -> Table:
    """The table of a model: what is changed in many rows at once does not go through the session."""
    found: Table = model.__table__
    return found


def _emptied(ids: list[UUID], visits: list[UUID]) -> list[Emptied]:
    """Table by table: which rows, and which of their words go."""
    developer = dict.fromkeys(("words", "received_by", "reply_words", "reply_by"), "")
    return [
        (Question, Question.order_id.in_(ids), {"words": "", "reason": ""}),
        (CallBack, CallBack.order_id.in_(ids), {"remark": ""}),
        (OwnerAnswer, OwnerAnswer.order_id.in_(ids), {"words": ""}),
        (DeveloperCase, DeveloperCase.order_id.in_(ids), developer),
        (Dispatch, Dispatch.order_id.in_(ids), {"breach_reason": ""}),
        (Assignment, Assignment.order_id.in_(ids), {"reason": ""}),
        (OrderCorrection, OrderCorrection.order_id.in_(ids), {"why": "", "document": ""}),
        (StepMark, StepMark.visit_id.in_(visits), {"reason": ""}),
        (TrialMark, TrialMark.visit_id.in_(visits), {"remark": ""}),
        (Visit, Visit.id.in_(visits), {"place": ""}),
    ]


def _reduce_lines(session: Session, ids: list[UUID]) -> None:
    """What stands in the catalogue keeps its name; what the owner described does not, and no title repeats it."""
    of_the_list = (
        select(Line.order_id)
        .where(Line.order_id.in_(ids))
        .group_by(Line.order_id)
        .having(func.count(Line.item_id) == func.count(Line.id))
    )
    told = {"title_zh": GONE_ZH, "title_en": GONE_EN}
    session.execute(update(table(Order)).where(Order.id.in_(ids), Order.id.not_in(of_the_list)).values(told))
    named = {"name_zh": GONE_ZH, "name_en": GONE_EN}
    session.execute(update(table(Line)).where(Line.order_id.in_(ids), Line.item_id.is_(None)).values(named))


def _end_corrections(session: Session, ids: list[UUID], act: Act) -> None:
    """What waits for an owner's signature cannot be signed any more, once its words are gone."""
    gone = {"ending": Ending.WITHDRAWN, "ended_at": act.at, "ended_by_id": act.by_id}
    waiting = OrderCorrection.order_id.in_(ids), OPEN_CORRECTION
    session.execute(update(table(OrderCorrection)).where(*waiting).values(gone))


def _reduce_errands(session: Session, ids: list[UUID]) -> list[str]:
    """Sums stay, what was bought and the photos of receipts go; gives back the hashes of these."""
    photos: list[str] = []
    for order_id, entries in session.execute(select(Order.id, Order.errand).where(Order.id.in_(ids))).all():
        if entries:
            photos += photos_in(entries).values()
            left = [entry | {"words": "", "photo": ""} for entry in entries]
            session.execute(update(table(Order)).where(Order.id == order_id).values(errand=left))
    return photos
