"""A moment after a visit is over: is its owner really to be called? (3.1, 4.1.2)

The phone that says goodbye knows the order alone. What takes a look at others is asked here, by the worker: what the
emergency was about, what the owner has written meanwhile, and whether the technician's share of the month is reached.
"""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from fieldapp.domain.call_back import CallBack, CallOutcome, CallReason
from fieldapp.domain.call_back_rules import call_back_rules, is_drawn
from fieldapp.domain.course import OrderState
from fieldapp.domain.dispatch import Dispatch
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.owner_answer import complaint_about, hasten
from fieldapp.domain.people import Person
from fieldapp.domain.peril import Peril
from fieldapp.domain.premises import Branch
from fieldapp.domain.timer import Due


def decide_call_back(session: Session, due: Due, now: datetime) -> None:
    """The deed: whoever is not drawn is taken off the list again, and the journal says why. Twice is once."""
    asked = UUID(due.facts["call_back"])
    behind = select(CallBack.order_id).where(CallBack.id == asked).scalar_subquery()
    order = session.scalars(select(Order).where(Order.id == behind).with_for_update()).one()
    # Read once the order is held: another worker may just have drawn it.
    call = session.get_one(CallBack, asked, populate_existing=True)
    settled = call.outcome is not None or call.drawn is not None
    if settled or order.state is not OrderState.CALL_BACK_DUE:
        return
    if order.urgent and _was_water(session, order):
        call.add(CallReason.LEAK)
    if CallReason.OWNER not in call.reasons and session.scalar(complaint_about(order.id)):
        hasten(order, call, Act.here(by_id=None, now=now))
    if not call.reasons:
        _draw(session, call, order, now)


def _was_water(session: Session, order: Order) -> bool:
    return session.scalar(select(Dispatch.peril).where(Dispatch.order_id == order.id)) is Peril.WATER


def _draw(session: Session, call: CallBack, order: Order, now: datetime) -> None:
    share = call_back_rules(session, call.branch_id).share
    # Of two visits of one technician the second counts the first.
    session.execute(select(Person.id).where(Person.id == call.technician_id).with_for_update(key_share=True))
    month = _month_of(call.left_at, session.get_one(Branch, call.branch_id).timezone)
    visits, drawn = session.execute(drawn_so_far(call.technician_id, *month)).one()
    call.drawn = is_drawn(share, visits=visits, drawn=drawn)
    if call.drawn:
        call.add(CallReason.DRAWN)
    else:
        call.end(CallOutcome.NOT_DRAWN, by_id=None, at=now)
        order.close(Act.here(by_id=None, now=now), what="not_drawn", share=share, drawn=drawn, visits=visits + 1)


def drawn_so_far(technician_id: UUID, begins: datetime, ends: datetime) -> Select[int, int]:
    """How many visits of this technician were drawn for in the month, and how many of them were drawn."""
    return select(func.count(), func.count().filter(CallBack.drawn.is_(True))).where(
        CallBack.technician_id == technician_id,
        CallBack.left_at >= begins,
        CallBack.left_at < ends,
        CallBack.drawn.is_not(None),
    )


def _month_of(moment: datetime, zone: str) -> tuple[datetime, datetime]:
    there = moment.astimezone(ZoneInfo(zone))
    begins = there.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return begins, begins.replace(year=begins.year + begins.month // 12, month=begins.month % 12 + 1)
