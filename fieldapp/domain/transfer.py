"""A defect that the developer answers for, handed over from the door with the owner's consent (4.3.4, 4.5.4 4))."""

from sqlalchemy.orm import Session

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.component import Component
from fieldapp.domain.course import OrderState
from fieldapp.domain.handing_to_developer import hand_to_developer
from fieldapp.domain.journal import Act
from fieldapp.domain.mark import Outcome
from fieldapp.domain.order import reason_given
from fieldapp.domain.visit import Visit


def transfer(session: Session, visit: Visit, act: Act, *, component: Component, words: str, consent: bool) -> None:
    """To the developer at once, with what was found. Raises RuleBroken ``transfer.no_consent``."""
    order = visit.order
    if order.state is OrderState.WITH_DEVELOPER and not visit.is_open:
        return
    if not consent:
        raise RuleBroken("transfer.no_consent")
    reason_given(words)
    if act.asks and not visit.is_open:
        raise RuleBroken("visit.over")
    hand_to_developer(session, order, act, component=component, words=words, consent=consent, visit_id=visit.id)
    visit.end_without_work(act, Outcome.MOVED)
