"""An order that was given to somebody else while its technician had no signal and went on with the work."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from fieldapp.domain.assignment import Assignment, newest_assignment
from fieldapp.domain.course import OVER, UNDER_WAY, OrderState
from fieldapp.domain.journal import Act
from fieldapp.domain.mark import Outcome
from fieldapp.domain.order_messages import tell_reassigned
from fieldapp.domain.signature import PriceAnswer, Purpose, SignatureAnswer
from fieldapp.domain.timer import call_off
from fieldapp.domain.visit import Visit

HELD = UNDER_WAY | {OrderState.SIGNED}


def in_hand(visit: Visit) -> bool:
    """Does this visit hold the order now?"""
    order = visit.order
    return visit.is_open and order.holder_id == visit.technician_id and order.state in HELD


def successor(session: Session, visit: Visit) -> Assignment | None:
    """The assignment that stands now in place of this visit's, if one does."""
    newest = session.scalars(newest_assignment(visit.order_id)).one_or_none()
    if newest is None or newest.visit_id == visit.id or newest.ended_at is not None or not newest.visit.is_open:
        return None
    return newest if visit.order.state in HELD else None


def may_go_on(session: Session, visit: Visit) -> bool:
    """Was it given to somebody who has not begun? Then whoever is at the door goes on."""
    next_one = successor(session, visit)
    return visit.outcome is Outcome.MOVED and next_one is not None and next_one.visit.accepted_at is None


def take_back(session: Session, visit: Visit, act: Act) -> None:
    """The visit holds the order again, as far along as it was; whoever was sent instead is told by their own page."""
    order, next_one = visit.order, successor(session, visit)
    if next_one is not None:
        next_one.give_back(act)
        session.execute(call_off(next_one.unsent, at=act.received_at))
        tell_reassigned(order, next_one.technician_id, act, assignment_id=next_one.id)
    own = session.scalars(_assignment_of(visit.id)).one_or_none()
    if own is not None:
        own.resume(order)
    visit.ended_at = visit.outcome = None
    order.holder_id, order.hold_reason, order.call_back_due_at = visit.technician_id, None, None
    order.restore(stands_at(visit), act, what="go_on", visit_id=visit.id, name=visit.technician.name)


def stands_at(visit: Visit) -> OrderState:
    """How far the order is by what this visit has recorded."""
    signed = visit.signature is not None and visit.signature.purpose is Purpose.WORK
    agreed = visit.agreement is not None and visit.agreement.answer is PriceAnswer.AGREED
    ladder = (
        (signed and visit.signature and visit.signature.answer is SignatureAnswer.AGREED, OrderState.SIGNED),
        (visit.finished_at, OrderState.TO_BE_SIGNED),
        (visit.started_at, OrderState.WORKING),
        (visit.entered_at and agreed, OrderState.PRICE_AGREED),
        (visit.entered_at, OrderState.INSIDE),
        (visit.arrived_at, OrderState.AT_THE_DOOR),
        (visit.set_out_at, OrderState.ON_THE_WAY),
        (visit.accepted_at, OrderState.ACCEPTED),
    )
    return next((state for reached, state in ladder if reached), OrderState.ASSIGNED)


def why_not(visit: Visit) -> str:
    """The code that says in whose hands the order is instead."""
    if visit.order.state in OVER or visit.order.holder_id is None:
        return "visit.over"
    return "visit.moved" if visit.order.holder_id != visit.technician_id else "visit.over"


def _assignment_of(visit_id: UUID) -> Select[Assignment]:
    return select(Assignment).where(Assignment.visit_id == visit_id).options(joinedload(Assignment.visit))
