"""Where a new order goes from the front desk (4.2.2, 4.2.3, 4.3.3, 4.3.4, 4.3.5)."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.capability import ask
from fieldapp.domain.component import Component
from fieldapp.domain.emergency import raise_emergency
from fieldapp.domain.handing_to_developer import hand_to_developer
from fieldapp.domain.journal import Act
from fieldapp.domain.line import Line
from fieldapp.domain.order import Order
from fieldapp.domain.peril import Peril


class Route(StrEnum):
    """What the front desk decides while the owner is on the telephone."""

    ASSIGN = "assign"  # to the supervisor, who gives it to somebody
    URGENT = "urgent"  # the same, within ten minutes at the door
    ASK = "ask"  # can we, and what does it cost?
    DEVELOPER = "developer"
    DECLINE = "decline"


def route(
    session: Session,
    order: Order,
    act: Act,
    to: Route,
    *,
    by_id: UUID,
    why: str = "",
    peril: Peril = Peril.OTHER,
    component: Component = Component.NONE,
    consent: bool = False,
) -> None:
    """Send a new order on its way.

    Raises RuleBroken ``intake.ask_first`` when something off the list would be promised before a supervisor has said
    that we can do it, ``order.reason_missing``, or ``transfer.no_consent`` when it would go to the developer.
    """
    if to is Route.DEVELOPER:
        hand_to_developer(session, order, act, component=component, words=why, consent=consent)
    elif to is Route.DECLINE:
        order.decline(act, why=why)
    elif to is Route.ASSIGN:
        _require_priced(order)
    else:
        _ask(session, order, act, to, by_id=by_id)
    if to is Route.URGENT:
        session.flush()
        raise_emergency(session, order, act, peril=peril)


def _require_priced(order: Order) -> None:
    if any(line.waits_for_answer for line in order.lines):
        raise RuleBroken("intake.ask_first")


def _ask(session: Session, order: Order, act: Act, to: Route, *, by_id: UUID) -> None:
    """One question for each thing off the list; without any, one about the order as a whole."""
    about: list[Line | None] = [line for line in order.lines if line.waits_for_answer]
    if to is Route.ASK and not about:
        about = [None]
    for line in about:
        words = line.name_zh if line else order.requirements or order.title_zh
        session.add(ask(order, act, id=new_id(), words=words, line=line, by_id=by_id))
