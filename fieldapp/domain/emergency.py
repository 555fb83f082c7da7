"""An emergency begins and ends: raised with its order in one transaction, over when somebody is at the door (4.3.5)."""

from datetime import datetime

from sqlalchemy.orm import Session

from fieldapp.domain.base import new_id
from fieldapp.domain.climbing import Climb
from fieldapp.domain.dispatch import Dispatch
from fieldapp.domain.dispatch_in_hand import dispatch_of
from fieldapp.domain.dispatch_news import call_keys
from fieldapp.domain.journal import Act
from fieldapp.domain.ladder import UNTIL_TAKEN, Step, rules_of, rungs
from fieldapp.domain.order import Order
from fieldapp.domain.peril import Peril
from fieldapp.domain.rung import Rung
from fieldapp.domain.timer import call_off
from fieldapp.domain.visit import Visit


def raise_emergency(session: Session, order: Order, act: Act, *, peril: Peril) -> Dispatch:
    """Write the dispatch of a new order with all its rungs, and send the first one out at once.

    The time counts from the report, not from when anybody got round to it.
    """
    rules = rules_of(session, order.branch_id)
    dispatch = Dispatch(
        id=new_id(),
        branch_id=order.branch_id,
        order_id=order.id,
        peril=peril,
        raised_at=order.received_at,
        raised_by_id=act.by_id,
        door_by=order.received_at + rules.after(Step.BREACH),
        takes=0,
        breach_reason="",
        called=[],
    )
    dispatch.rungs = [
        Rung(id=new_id(), dispatch_id=dispatch.id, step=due.step, due_at=due.at, called=0, waits=0)
        for due in rungs(rules, order.received_at)
    ]
    session.add(dispatch)
    session.flush()
    order.mention(act, "raise", peril=peril.value)
    session.add_all(rung.timer(order.branch_id) for rung in dispatch.rungs if rung.step is not Step.FIRST)
    Climb(session, dispatch, order, act.at).to(Step.FIRST)
    return dispatch


def at_the_door(session: Session, visit: Visit, act: Act) -> None:
    """Somebody is there: nothing is waited for any more. A moment that is put right later is put right here, too."""
    order, dispatch = visit.order, dispatch_of(session, visit.order)
    if dispatch is None or visit.arrived_at is None or act.beside:
        return
    if dispatch.reach_the_door(visit.arrived_at, heard_at=act.received_at):
        order.mention(act, "breach_withdrawn")
    _call_all_off(session, dispatch, act.received_at)


def under_control(session: Session, visit: Visit, act: Act) -> None:
    """The first thing has been made safe: everything else may be filled in later."""
    dispatch = dispatch_of(session, visit.order)
    if dispatch is not None:
        dispatch.controlled_at = dispatch.controlled_at or act.at


def stand_down(session: Session, order: Order, act: Act) -> None:
    """Nobody is wanted any more: the order was cancelled, or goes another way."""
    dispatch = dispatch_of(session, order)
    if dispatch is not None and not dispatch.is_over:
        dispatch.end(act.at)
        _call_all_off(session, dispatch, act.at)


def call_the_rest_off(session: Session, dispatch: Dispatch, at: datetime) -> None:
    """Somebody goes: the rungs that look for somebody are needless, those that watch the door are not."""
    keys = [rung.timer_key for rung in dispatch.rungs if rung.went_at is None and rung.step in UNTIL_TAKEN]
    session.execute(call_off([*keys, *call_keys(dispatch)], at=at))


def _call_all_off(session: Session, dispatch: Dispatch, at: datetime) -> None:
    keys = [rung.timer_key for rung in dispatch.rungs if rung.went_at is None]
    session.execute(call_off([*keys, *call_keys(dispatch)], at=at))
