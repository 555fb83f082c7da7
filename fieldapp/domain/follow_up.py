"""Calling back (回访): who is called by rule, and until when (3.1, 4.1.2)."""

import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from fieldapp.domain.base import new_id
from fieldapp.domain.call_back import CallBack, CallReason
from fieldapp.domain.journal import Act
from fieldapp.domain.signature import SignatureAnswer

if TYPE_CHECKING:
    from fieldapp.domain.order import Order

AFTER_DISAGREEMENT = timedelta(days=1)  # who disagreed or could not sign hears from us within a day
LEAKS_AGAIN_AFTER = timedelta(days=3)
CLOSING_TIME = time(18)  # on the branch's clocks
SUNDAY = 6  # the office works from Monday to Saturday
HOME = "Asia/Shanghai"
MOST_TRIES = 3
PUT_OFF_AT_MOST = timedelta(days=3)  # by an owner who has no time when we call
SUPERVISOR_WITHIN = timedelta(days=1)  # of a word that somebody is not satisfied

# A floor drain (地漏) leaks no more than its name says, and 漏电, 漏保 are about electricity.
LEAK = re.compile(r"(?<!地)漏(?![电保])|渗|\b(?:leak|seep|drip)", re.IGNORECASE)


def first_call(order: "Order", technician_id: UUID, act: Act, answer: SignatureAnswer) -> CallBack:
    """The call that follows a visit which is over. Whether it stays due, the machine decides a moment later."""
    found = reasons(order, answer)
    call = CallBack(
        id=new_id(),
        branch_id=order.branch_id,
        technician_id=technician_id,
        round=1,
        reasons=found,
        left_at=act.at,
        due_at=due_at(act.at, answer, order.branch.timezone or HOME),
        tries=0,
        remark="",
    )
    call.decide_at(act.received_at)
    return call


def second_call(first: CallBack, at: datetime, zone: str) -> CallBack:
    """A leak is asked about again three days after the first call: it may have come back."""
    day = _working_day(at + LEAKS_AGAIN_AFTER, zone)
    return CallBack(
        id=new_id(),
        branch_id=first.branch_id,
        technician_id=first.technician_id,
        round=first.round + 1,
        reasons=frozenset({CallReason.LEAK}),
        left_at=first.left_at,
        not_before=day.replace(hour=0, minute=0, second=0, microsecond=0),
        due_at=_closing(day),
        tries=0,
        remark="",
    )


def reasons(order: "Order", answer: SignatureAnswer) -> frozenset[CallReason]:
    """Why the owner of this order is called whatever the share; empty: one of the others, who are drawn."""
    told = {
        CallReason.PAID: order.price_fen > 0,
        CallReason.EMERGENCY: order.urgent,
        CallReason.LEAK: tells_of_a_leak(order.title_zh, order.requirements),
        CallReason.REWORK: order.rework_of_id is not None,
        CallReason.UNSIGNED: answer is not SignatureAnswer.AGREED,
    }
    return frozenset(reason for reason, is_so in told.items() if is_so)


def tells_of_a_leak(*words: str) -> bool:
    """Do these words speak of water where it does not belong?"""
    return any(LEAK.search(told) for told in words)


def due_at(left_at: datetime, answer: SignatureAnswer, zone: str) -> datetime:
    """Until when the owner must be called: the end of the next working day, or within a day."""
    return next_closing(left_at, zone) if answer is SignatureAnswer.AGREED else left_at + AFTER_DISAGREEMENT


def next_closing(at: datetime, zone: str) -> datetime:
    """The end of business of the next working day after this moment."""
    return _closing(_working_day(at + timedelta(days=1), zone))


def _working_day(at: datetime, zone: str) -> datetime:
    """The same moment on the branch's clocks; a Sunday gives way to the Monday after it."""
    there = at.astimezone(ZoneInfo(zone))
    return there + timedelta(days=1) if there.weekday() == SUNDAY else there


def _closing(day: datetime) -> datetime:
    return datetime.combine(day, CLOSING_TIME, day.tzinfo)
