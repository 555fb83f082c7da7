"""Handing a defect to the developer at once (4.3.4): the order goes there, with a message, and a timer looks after it.

From the desk or from the door it is the same: which part, in whose words, and with the owner's consent, because name
and number go to another company (PIPL 23).
"""

from uuid import UUID

from sqlalchemy.orm import Session

from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.chase_times import chase_times
from fieldapp.domain.component import Component
from fieldapp.domain.course import OrderState
from fieldapp.domain.developer import developer_of
from fieldapp.domain.developer_case import DeveloperCase
from fieldapp.domain.developer_chase import chase_later, tell_developer
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order, reason_given
from fieldapp.domain.signature import new_copy_token


def hand_to_developer(
    session: Session,
    order: Order,
    act: Act,
    *,
    component: Component,
    words: str,
    consent: bool,
    visit_id: UUID | None = None,
) -> DeveloperCase:
    """To the developer, with what was found.

    Raises RuleBroken ``transfer.no_consent``, ``order.reason_missing`` or ``order.not_allowed``.
    """
    if not consent:
        raise RuleBroken("transfer.no_consent")
    why = reason_given(words)
    facts = {"component": component.value, "consent": consent}
    order.move(OrderState.WITH_DEVELOPER, act, what="hand_to_developer", why=why, visit_id=visit_id, **facts)
    order.holder_id = None
    developer = developer_of(session, order.site_id)
    case = DeveloperCase(
        id=new_id(),
        branch_id=order.branch_id,
        order=order,
        developer=developer,
        component=component,
        words=why,
        token=new_copy_token(),
        handed_by_id=act.by_id,
        handed_at=act.at,
        received_by="",
        reply_words="",
        reply_by="",
        next_at=act.received_at + chase_times(session, order.branch_id).receipt,
        chases=0,
    )
    session.add(case)
    tell_developer(session, case, act)
    chase_later(session, case)
    return case
