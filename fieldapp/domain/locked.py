"""What was signed is locked also against a press that comes late: the office cannot let it count any more."""

from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.course import OrderState
from fieldapp.domain.order_correction import Ending, OrderCorrection
from fieldapp.domain.signature import Purpose, Signature
from fieldapp.domain.visit import Visit

SIGNED_FOR = frozenset({OrderState.SIGNED, OrderState.CALL_BACK_DUE, OrderState.CLOSED, OrderState.REWORK})
ENDS_OTHERWISE = frozenset({"stop", "transfer", "no_answer"})  # after which nothing that was signed would be due


def refuse_locked(session: Session, visit: Visit, verb: str, data: Any) -> None:
    """Refuse what would undo or replace what the owner has signed. Raises RuleBroken ``order.locked``.

    Another signature of the same visit counts as long as nothing was corrected since: it is another version of it.
    """
    order = visit.order
    by_another = order.state in SIGNED_FOR and session.scalar(_signed_elsewhere(visit))
    undone = visit.is_signed and (verb in ENDS_OTHERWISE or getattr(data, "purpose", None) is Purpose.PRICE)
    replaced = verb == "sign" and session.scalar(_corrected(visit))
    if by_another or undone or replaced:
        raise RuleBroken("order.locked")


def _signed_elsewhere(visit: Visit) -> Select[bool]:
    other = Visit.order_id == visit.order_id, Visit.id != visit.id, Signature.purpose == Purpose.WORK
    return select(exists().where(Signature.id == Visit.signature_id, *other))


def _corrected(visit: Visit) -> Select[bool]:
    """Is there a correction that was signed, or waits for it?"""
    stands = OrderCorrection.ending.is_(None) | (OrderCorrection.ending == Ending.AGREED)
    return select(exists().where(OrderCorrection.order_id == visit.order_id, stands))
