"""A defect that the developer answers for, handed over from the door with the owner's consent (clause 4.3.4)."""

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.component import Component
from fieldapp.domain.course import OrderState
from fieldapp.domain.journal import Act
from fieldapp.domain.mark import Outcome
from fieldapp.domain.order import reason_given
from fieldapp.domain.visit import Visit


def transfer(visit: Visit, act: Act, *, component: Component, words: str, consent: bool) -> None:
    """To the developer at once, with what was found. Raises RuleBroken ``transfer.no_consent``."""
    order = visit.order
    if order.state is OrderState.WITH_DEVELOPER and not visit.is_open:
        return
    if not consent:
        raise RuleBroken("transfer.no_consent")
    why = reason_given(words)
    if act.asks and not visit.is_open:
        raise RuleBroken("visit.over")
    order.move(
        OrderState.WITH_DEVELOPER,
        act,
        what="hand_to_developer",
        why=why,
        visit_id=visit.id,
        component=component.value,
        consent=consent,
    )
    order.holder_id = None
    visit.end_without_work(act, Outcome.MOVED)
