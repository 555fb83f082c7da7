"""我去 and 去不了: what somebody says to an emergency, by whichever door it comes (4.3.5).

The first 我去 wins. To everybody else it says who goes, now and however often they ask again.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.domain.assignment import assign, newest_assignment, standing
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.by_hand import tell_the_others
from fieldapp.domain.called import Answer, Called
from fieldapp.domain.climbing import Climb
from fieldapp.domain.course import UNASSIGNED, OrderState
from fieldapp.domain.crew import departments_for
from fieldapp.domain.dispatch import Dispatch, visit_id_for
from fieldapp.domain.dispatch_in_hand import dispatch_in_hand
from fieldapp.domain.emergency import call_the_rest_off
from fieldapp.domain.journal import Act
from fieldapp.domain.ladder import Step
from fieldapp.domain.message import Delivery, Message, MessageKind
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person, Role
from fieldapp.domain.premises import Branch
from fieldapp.domain.procedure import newest_procedure
from fieldapp.domain.receipt import Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an answer: the verdict, and why it did nothing if it did nothing."""

    verdict: Verdict
    version: int
    code: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def take(session: Session, dispatch_id: UUID, person_id: UUID, act: Act) -> Outcome:
    """我去. Raises RuleBroken ``dispatch.unknown``."""
    dispatch, order, person = _in_hand(session, dispatch_id, person_id)
    if dispatch.taken_by_id == person.id:
        return Outcome(Verdict.NOOP, order.version)
    if dispatch.is_taken or dispatch.is_over or order.state not in UNASSIGNED:
        return _too_late(session, dispatch, order, person, act)
    call = dispatch.call_of(person.id)
    visit_id = send(session, dispatch, order, person, act, by_id=person.id, called=call is not None)
    if call is not None:
        call.say(Answer.TAKE, act)
    _mark_deliveries(session, order, person, Answer.TAKE, act)
    tell_the_others(dispatch, order, act)
    return Outcome(Verdict.APPLIED, order.version, facts={"visit": str(visit_id)})


def cannot(session: Session, dispatch_id: UUID, person_id: UUID, act: Act, *, reason: str) -> Outcome:
    """去不了: the next rung does not wait. Raises RuleBroken ``dispatch.unknown``."""
    dispatch, order, person = _in_hand(session, dispatch_id, person_id)
    call = dispatch.call_of(person.id)
    if dispatch.is_over or (call is not None and call.answer is Answer.CANNOT):
        return Outcome(Verdict.NOOP, order.version)
    if call is None:
        call = Called(id=new_id(), person_id=person.id, step=dispatch.highest or Step.FIRST, at=act.received_at)
        call.merits, call.reason = frozenset(), ""
        dispatch.called.append(call)
    call.say(Answer.CANNOT, act, reason=reason)
    _mark_deliveries(session, order, person, Answer.CANNOT, act)
    order.mention(act, "cannot", why=reason)
    climb = Climb(session, dispatch, order, act.received_at)
    if dispatch.taken_by_id == person.id:
        _give_back(climb, act, reason)
    if dispatch.still_called:
        climb.go_on()
    return Outcome(Verdict.APPLIED, order.version)


def send(
    session: Session, dispatch: Dispatch, order: Order, person: Person, act: Act, *, by_id: UUID, called: bool
) -> UUID:
    """Somebody goes: the order is theirs, with a visit whose id their phone knows already."""
    visit_id = dispatch.visit_for(person.id)
    given = assign(
        order,
        person,
        Act(by_id, act.at, act.received_at, act.device_at, act.weight, act.flags),
        current=standing(order, session.scalars(newest_assignment(order.id)).one_or_none()),
        procedure_id=session.scalars(newest_procedure()).one().id,
        begins=dispatch.raised_at,
        ends=dispatch.door_by,
        visit_id=visit_id,
        what="take",
        called=called,
    )
    given.visit.order = order
    session.add(given)
    session.flush()
    given.visit.accept(act)
    dispatch.take(act, person.id, visit_id=visit_id)
    call_the_rest_off(session, dispatch, act.received_at)
    return visit_id


def who_goes(session: Session, dispatch: Dispatch) -> dict[str, str]:
    """Who took it, and at which second, for whoever comes second; in words that no language changes."""
    name = session.scalar(select(Person.name).where(Person.id == dispatch.taken_by_id)) or ""
    zone = session.scalar(select(Branch.timezone).where(Branch.id == dispatch.branch_id)) or "UTC"
    at = dispatch.taken_at
    return {"name": name, "time": f"{at.astimezone(ZoneInfo(zone)):%H:%M:%S}" if at else ""}


def _in_hand(session: Session, dispatch_id: UUID, person_id: UUID) -> tuple[Dispatch, Order, Person]:
    found = dispatch_in_hand(session, dispatch_id)
    person = session.get(Person, person_id)
    if found is None or person is None or not may_answer(person, found[1]):
        raise RuleBroken("dispatch.unknown")
    return *found, person


def may_answer(person: Person, order: Order) -> bool:
    """Technicians of the department and of its reserve, called or not."""
    ours = person.branch_id == order.branch_id and person.department in departments_for(order.department)
    return ours and Role.TECHNICIAN in person.roles and person.left_at is None


def _too_late(session: Session, dispatch: Dispatch, order: Order, person: Person, act: Act) -> Outcome:
    call = dispatch.call_of(person.id)
    if call is not None and call.is_silent:
        call.say(Answer.TAKE, act)
    _mark_deliveries(session, order, person, Answer.TAKE, act)
    if not dispatch.is_taken:
        return Outcome(Verdict.SUPERSEDED, order.version, "dispatch.over")
    facts = who_goes(session, dispatch) | {"visit": str(visit_id_for(dispatch.id, person.id, dispatch.takes - 1))}
    return Outcome(Verdict.SUPERSEDED, order.version, "dispatch.taken_by", facts)


def _give_back(climb: Climb, act: Act, reason: str) -> None:
    order, dispatch = climb.order, climb.dispatch
    current = standing(order, climb.session.scalars(newest_assignment(order.id)).one_or_none())
    if current is not None:
        current.withdraw(act)
    order.move(OrderState.RETURNED, act, what="return", why=reason)
    order.holder_id = None
    dispatch.let_go()
    climb.wait_again()
    climb.alarm(Step.FIRST, supervisor=True)
    if dispatch.rung(Step.EVERYBODY).went_at is not None:
        climb.call(Step.EVERYBODY)


def _mark_deliveries(session: Session, order: Order, person: Person, answer: Answer, act: Act) -> None:
    asked = (
        select(Delivery)
        .join(Message, Message.id == Delivery.message_id)
        .where(Message.order_id == order.id, Message.person_id == person.id, Message.kind == MessageKind.DISPATCH)
    )
    for delivery in session.scalars(asked):
        delivery.take_answer(answer.value, at=act.at, device_at=act.device_at, told_at=act.received_at)
