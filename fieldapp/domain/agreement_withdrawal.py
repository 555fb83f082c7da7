"""Visits that stand on the board already and will not be: paused, stopped, or under other terms (4.2.5)."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from fieldapp.domain.agreement import Agreement
from fieldapp.domain.assignment import newest_assignment
from fieldapp.domain.base import spelt_out
from fieldapp.domain.course import UNASSIGNED, OrderState
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.recall import recall

NOT_BEGUN = UNASSIGNED | {OrderState.ASSIGNED, OrderState.ACCEPTED}


def call_off_visits(
    session: Session, agreement: Agreement, act: Act, *, why: str, since: date, until: date | None = None
) -> int:
    """Cancel the orders of these days for which nobody has set out; how many there were.

    Each lets go of its day, so that the visit is made again if the pause ends sooner or as the new terms say.
    """
    zone = ZoneInfo(agreement.room.site.timezone)
    called_off = 0
    for order in session.scalars(not_begun(agreement)):
        day = order.wanted_from.astimezone(zone).date() if order.wanted_from else order.agreement_day
        if day is None or day < since or (until is not None and day > until):
            continue
        recall(order, session.scalars(newest_assignment(order.id)).one_or_none(), act)
        order.cancel(act, why=why)
        order.agreement_day = None
        called_off += 1
    return called_off


def not_begun(agreement: Agreement) -> Select[Order]:
    """The visits on the board for which nobody has set out, held until the transaction ends."""
    return (
        select(Order)
        .where(
            Order.agreement_id == agreement.id,
            Order.agreement_day.is_not(None),
            Order.state.in_(spelt_out(NOT_BEGUN)),
        )
        .order_by(Order.id)
        .with_for_update()
    )
