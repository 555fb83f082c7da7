"""Showing a whole phone number: for whom it was unmasked is written down (PIPL 6, 51)."""

from uuid import UUID

from sqlalchemy.orm import Session

from fieldapp.domain.admin_journal import note
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.course import OVER, UNDER_WAY, OrderState
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.premises import Owner
from fieldapp.domain.visit import Visit


def disclose_phone(order: Order, act: Act, *, why: str = "") -> str:
    """The owner's number in full. The journal says who asked; the order itself stays as it was, version and all.

    Of an order that is over it says why, too: nobody has to be reached for it any more. Raises RuleBroken
    ``contact.reason_missing``.
    """
    if needs_a_reason(order) and not why.strip():
        raise RuleBroken("contact.reason_missing")
    order.mention(act, "phone_shown", why=why.strip())
    return order.owner.phone


def needs_a_reason(order: Order) -> bool:
    """Is it no longer plain why somebody would call?"""
    return order.state in OVER - {OrderState.WITH_DEVELOPER}


def disclose_owner(session: Session, branch_id: UUID, owner: Owner, act: Act, *, why: str) -> str:
    """The number of an owner without any order about it: the journal of the administration says who asked, and why.

    The owner comes with the room. Raises RuleBroken ``contact.reason_missing``.
    """
    if not why.strip():
        raise RuleBroken("contact.reason_missing")
    about = f"{owner.room.building}{owner.room.door} {owner.surname}"
    note(session, branch_id, act, "owner_phone_shown", about=about, reason=why.strip())
    return owner.phone


def disclose_at_visit(visit: Visit, act: Act) -> str:
    """The owner's number in full, for the technician who has the order, while it is open.

    Raises RuleBroken ``contact.order_over`` once the visit has ended or the order is not under way any more.
    """
    if not visit.is_open or visit.order.state not in UNDER_WAY:
        raise RuleBroken("contact.order_over")
    return disclose_phone(visit.order, act)
