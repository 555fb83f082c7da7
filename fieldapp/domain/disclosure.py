"""Showing a whole phone number: for whom it was unmasked is written down (PIPL 6, 51)."""

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.course import UNDER_WAY
from fieldapp.domain.journal import Act, Entry
from fieldapp.domain.order import Order
from fieldapp.domain.visit import Visit


def disclose_phone(order: Order, act: Act) -> str:
    """The owner's number in full. The journal says who asked; the order itself stays as it was, version and all."""
    order.journal.add(
        Entry(
            branch_id=order.branch_id,
            by_id=act.by_id,
            what="phone_shown",
            at=act.at,
            received_at=act.received_at,
            from_state=order.state,
            to_state=order.state,
        )
    )
    return order.owner.phone


def disclose_at_visit(visit: Visit, act: Act) -> str:
    """The owner's number in full, for the technician who has the order, while it is open.

    Raises RuleBroken ``contact.order_over`` once the visit has ended or the order is not under way any more.
    """
    if not visit.is_open or visit.order.state not in UNDER_WAY:
        raise RuleBroken("contact.order_over")
    return disclose_phone(visit.order, act)
