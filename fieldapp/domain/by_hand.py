"""An emergency in the hands of the office: the supervisor sends somebody, takes over, or takes that back (4.3.5)."""

from sqlalchemy.orm import Session

from fieldapp.domain.assignment import Assignment
from fieldapp.domain.called import Answer
from fieldapp.domain.climbing import Climb
from fieldapp.domain.dispatch import Dispatch
from fieldapp.domain.dispatch_in_hand import dispatch_of
from fieldapp.domain.dispatch_news import taken_message
from fieldapp.domain.emergency import call_the_rest_off
from fieldapp.domain.journal import Act
from fieldapp.domain.ladder import UNTIL_TAKEN, following
from fieldapp.domain.order import Order


def sent_by_hand(session: Session, order: Order, given: Assignment, act: Act) -> None:
    """The supervisor has given the order to somebody, called or not: the ladder stops."""
    dispatch = dispatch_of(session, order)
    if dispatch is None or dispatch.is_over:
        return
    dispatch.let_go()
    dispatch.take(act, given.technician_id, visit_id=given.visit.id, chosen_by_id=act.by_id)
    call_the_rest_off(session, dispatch, act.at)
    tell_the_others(dispatch, order, act)


def taken_back(session: Session, order: Order, given: Assignment, act: Act) -> None:
    """That was a mistake: the machine looks for somebody again, from where it was."""
    dispatch = dispatch_of(session, order)
    if dispatch is not None and dispatch.visit_id == given.visit_id and not dispatch.is_over:
        dispatch.let_go()
        Climb(session, dispatch, order, act.at).wait_again()


def take_over(dispatch: Dispatch, order: Order, act: Act) -> None:
    """The supervisor chooses alone: the machine calls nobody else. Raises RuleBroken ``dispatch.over``."""
    dispatch.take_over(act)
    order.mention(act, "take_over")


def call_next(session: Session, dispatch: Dispatch, order: Order, act: Act) -> None:
    """The supervisor's thumb: the next rung at once."""
    highest = dispatch.highest
    step = following(highest) if highest in UNTIL_TAKEN else None
    if step is not None:
        Climb(session, dispatch, order, act.at, act.by_id).to(step)


def tell_the_others(dispatch: Dispatch, order: Order, act: Act) -> None:
    """Whoever was called and did not say no hears that somebody goes."""
    for one in dispatch.called:
        if one.person_id != dispatch.taken_by_id and one.answer is not Answer.CANNOT:
            order.messages.add(taken_message(dispatch, order, one.person_id, act.received_at))
