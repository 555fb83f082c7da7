"""A call is made: the answers are handed in, or nobody answers; each within one transaction (3.1, 4.1.2).

Who calls was not there, and did not send anybody there: nobody asks an owner about their own work.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from fieldapp.domain.assignment import Assignment
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.call_back import CallBack, CallOutcome, CallReason
from fieldapp.domain.call_sheet import CallAnswer, CallQuestion, CallSheet, Heard, recorded
from fieldapp.domain.course import OrderState
from fieldapp.domain.follow_up import (
    MOST_TRIES,
    PUT_OFF_AT_MOST,
    SUPERVISOR_WITHIN,
    first_call,
    next_closing,
    second_call,
)
from fieldapp.domain.journal import Act
from fieldapp.domain.mark import Outcome
from fieldapp.domain.order import Order
from fieldapp.domain.owner_answer import newest_complaint
from fieldapp.domain.rework import order_rework
from fieldapp.domain.signature import PriceAgreement, SignatureAnswer
from fieldapp.domain.visit import Visit


def order_to_call(order_id: UUID, branch_id: UUID) -> Select[Order]:
    """An order of this branch with all that a call looks at, and a new order would take over."""
    whole = [joinedload(one) for one in (Order.branch, Order.site, Order.room, Order.owner)]
    ours = Order.id == order_id, Order.branch_id == branch_id
    return select(Order).where(*ours).options(*whole, selectinload(Order.lines))


def sent_and_senders(order_id: UUID) -> Select[*tuple[Any, ...]]:
    """Everybody who was sent for an order, each with whoever sent them."""
    return select(Assignment.technician_id, Assignment.by_id).where(Assignment.order_id == order_id)


def technicians_of(order_id: UUID) -> Select[UUID]:
    """Everybody who had a visit for an order."""
    return select(Visit.technician_id).where(Visit.order_id == order_id)


def check_caller(session: Session, by_id: UUID, order_id: UUID) -> None:
    """Raises RuleBroken ``call_back.own_work`` or ``call_back.own_assignment``."""
    sent = session.execute(sent_and_senders(order_id)).all()
    if by_id in {*(one.technician_id for one in sent), *session.scalars(technicians_of(order_id))}:
        raise RuleBroken("call_back.own_work")
    if by_id in {one.by_id for one in sent}:
        raise RuleBroken("call_back.own_assignment")


def hand_in(session: Session, order: Order, sheet: CallSheet, act: Act) -> Order | None:
    """The owner was asked. Gives the order by which it is done again, if the owner is not content.

    Raises RuleBroken ``order.not_allowed``, ``order.reason_missing`` or what :func:`check_caller` and the day refuse.
    """
    call = _begun(session, order, act)
    visit = session.scalars(_visit_called_about(order.id)).one_or_none()
    session.add(call)
    session.flush()
    session.add_all(_compared(session, order, call, visit, sheet))
    if sheet.satisfied is Heard.NO:
        again = order_rework(session, order, act, why=sheet.remark, call=str(call.id))
        call.end(CallOutcome.REWORK, by_id=act.by_id, at=act.at, remark=sheet.remark)
        return again
    _well(order, call, sheet, act)
    return None


def nobody_answers(session: Session, order: Order, act: Act, *, unsaid: str) -> Order | None:
    """Tried in vain: again on the next working day, at most thrice; then the order is closed with that word.

    Who wrote by the copy's link that they are not satisfied has been heard already: when the next try would keep the
    supervisor waiting for longer than a day, it is done again, by the order that this gives. ``unsaid``: what that
    order asks for when they wrote no words.
    """
    call = _begun(session, order, act)
    session.add(call)
    call.tries, call.tried_at = call.tries + 1, act.at
    next_try = next_closing(act.at, order.branch.timezone)
    complaint = session.scalars(newest_complaint(order.id)).first() if CallReason.OWNER in call.reasons else None
    last = call.tries >= MOST_TRIES
    if complaint is not None and (last or next_try > complaint.at + SUPERVISOR_WITHIN):
        why = complaint.words.strip() or unsaid
        call.end(CallOutcome.REWORK, by_id=act.by_id, at=act.at, remark=why)
        return order_rework(session, order, act, why=why, call=str(call.id))
    if last:
        order.close(act, what="unreachable", tries=call.tries)
        call.end(CallOutcome.UNREACHABLE, by_id=act.by_id, at=act.at)
    else:
        order.record(act, "call_tried", tries=call.tries)
        order.call_back_due_at = call.due_at = next_try
        call.remark = ""  # the time that the owner had wished for is over
    return None


def call_later(session: Session, order: Order, act: Act, *, when: datetime, words: str) -> None:
    """The owner answered and has no time now: called again when they like, which is no try in vain.

    ``words``, what they said of it, stand beside the call for whoever makes it. Raises RuleBroken ``call_back.when``
    for a time that is over or too far away: whoever wrote that they are not satisfied is not put off for days.
    """
    call = _begun(session, order, act)
    complaint = session.scalars(newest_complaint(order.id)).first() if CallReason.OWNER in call.reasons else None
    latest = complaint.at + SUPERVISOR_WITHIN if complaint else act.at + PUT_OFF_AT_MOST
    if not act.at < when <= latest:
        raise RuleBroken("call_back.when", days=PUT_OFF_AT_MOST.days)
    session.add(call)
    order.record(act, "call_later", why=words, when=when.isoformat())
    order.call_back_due_at = call.due_at = when
    call.remark = words


def open_calls(order_ids: Iterable[UUID]) -> Select[CallBack]:
    """The calls that are still to be made about these orders, the newest last."""
    waiting = CallBack.order_id.in_(list(order_ids)), CallBack.outcome.is_(None)
    return select(CallBack).where(*waiting).order_by(CallBack.id)


def _begun(session: Session, order: Order, act: Act) -> CallBack:
    """The call that is to be made, if this person may make it now. What was due before calls were kept has none yet."""
    if order.state is not OrderState.CALL_BACK_DUE:
        raise RuleBroken("order.not_allowed", state=order.state, to=OrderState.CLOSED)
    if act.by_id is not None:
        check_caller(session, act.by_id, order.id)
    known = session.scalars(open_calls([order.id])).all()
    call = known[-1] if known else _of_old(order, act)
    for earlier in known[:-1]:
        earlier.end(CallOutcome.OVERTAKEN, by_id=None, at=act.at)
    call.refuse_before_its_day(act.at)
    return call


def _of_old(order: Order, act: Act) -> CallBack:
    call = first_call(order, order.holder_id or order.received_by_id, act, SignatureAnswer.AGREED)
    call.order_id, call.timer = order.id, None
    return call


def _well(order: Order, call: CallBack, sheet: CallSheet, act: Act) -> None:
    outcome = CallOutcome.WELL if sheet.satisfied is Heard.YES else CallOutcome.SO_SO
    call.end(outcome, by_id=act.by_id, at=act.at, remark=sheet.remark)
    if CallReason.LEAK in call.reasons and call.round == 1:
        following = second_call(call, act.at, order.branch.timezone)
        order.record(act, "call_again", why=sheet.remark, call=str(call.id))
        order.call_back_due_at = following.due_at
        order.call_backs.add(following)
    else:
        order.close(
            act, what="close" if outcome is CallOutcome.WELL else "close_so_so", why=sheet.remark, call=str(call.id)
        )


def _compared(
    session: Session, order: Order, call: CallBack, visit: Visit | None, sheet: CallSheet
) -> list[CallAnswer]:
    known: dict[CallQuestion, Heard | None] = {}
    if visit is not None:
        agreements = session.scalars(_agreements_of(visit.id)).all()
        # What a correction made of the price later is not what was recorded at the door.
        known = recorded(visit, agreements, paid=order.price_fen > 0 or bool(agreements))
    return [CallAnswer.of(call.id, question, heard, known.get(question)) for question, heard in sheet.answers.items()]


def _visit_called_about(order_id: UUID) -> Select[Visit]:
    done = Visit.order_id == order_id, Visit.outcome == Outcome.DONE
    whole = selectinload(Visit.marks), joinedload(Visit.signature)
    return select(Visit).where(*done).order_by(Visit.id.desc()).limit(1).options(*whole)


def _agreements_of(visit_id: UUID) -> Select[PriceAgreement]:
    return select(PriceAgreement).where(PriceAgreement.visit_id == visit_id).order_by(PriceAgreement.at)
