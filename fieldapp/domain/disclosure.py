"""Showing a whole phone number: for whom it was unmasked is written down (PIPL 6, 51)."""

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.course import UNDER_WAY
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.visit import Visit


def disclose_phone(order: Order, act: Act) -> str:
    """The owner's number in full. The journal says who asked; the order itself stays as it was, version and all."""
    order.mention(act, "phone_shown")
    return order.owner.phone


def disclose_at_visit(visit: Visit, act: Act) -> str:
    """The owner's number in full, for the technician who has the order, while it is open.

    Raises RuleBroken ``contact.order_over`` once the visit has ended or the order is not under way any more.
    """
    if not visit.is_open or visit.order.state not in UNDER_WAY:
        raise RuleBroken("contact.order_over")
    return disclose_phone(visit.order, act)
