"""Calling the owner: the whole number is for the technician who has the order, while it is open, and that is kept."""

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.course import UNDER_WAY
from fieldapp.domain.disclosure import disclose_phone
from fieldapp.domain.journal import Act
from fieldapp.domain.visit import Visit


def unmask_phone(visit: Visit, act: Act) -> str:
    """The owner's whole phone number, for the one who stands at the door; the journal keeps who saw it (PIPL 6, 51).

    Raises RuleBroken ``contact.order_over`` once the visit has ended or the order is not under way any more.
    """
    if not visit.is_open or visit.order.state not in UNDER_WAY:
        raise RuleBroken("contact.order_over")
    return disclose_phone(visit.order, act)
