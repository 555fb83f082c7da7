"""How the figures of one day are counted: a few questions, whatever happened on it.

Each question gives site, department and technician, and then, for each of its figures, the part and the whole.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, insert, not_, or_, select, true
from sqlalchemy.orm import Session

from fieldapp.domain.assignment import Assignment
from fieldapp.domain.call_back import CallBack, CallOutcome
from fieldapp.domain.call_back_list import ANSWERED
from fieldapp.domain.call_sheet import CallAnswer
from fieldapp.domain.course import OrderState
from fieldapp.domain.developer_case import DeveloperCase
from fieldapp.domain.dispatch import Dispatch
from fieldapp.domain.figure import AGREES, NOBODY, RUNGS, Figure, Measure
from fieldapp.domain.mark import Outcome
from fieldapp.domain.order import Order
from fieldapp.domain.rung import Rung
from fieldapp.domain.seconds import SecondsBetween
from fieldapp.domain.signature import PriceAgreement, PriceAnswer, Purpose, Signature, SignatureAnswer
from fieldapp.domain.visit import EARLY_AT_MOST, Visit

Question = Select[*tuple[Any, ...]]
Told = tuple[ColumnElement[Any], ColumnElement[Any]]  # a part and a whole

DONE = (OrderState.SIGNED, OrderState.CALL_BACK_DUE, OrderState.CLOSED, OrderState.REWORK)


class Key(NamedTuple):
    """Whose figure it is."""

    measure: Measure
    site_id: UUID
    department: Any
    person_id: UUID


def count_day(session: Session, branch_id: UUID, day: date, zone: str) -> None:
    """Count the orders received on this day anew."""
    begins = datetime.combine(day, time(), ZoneInfo(zone))
    ends = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    received = Order.branch_id == branch_id, Order.received_at >= begins, Order.received_at < ends
    parts: Counter[Key] = Counter()
    wholes: Counter[Key] = Counter()
    for key, part, whole in _figures(session, received):
        parts[key] += part
        wholes[key] += whole
    old = Figure.branch_id == branch_id, Figure.measure.in_(list(Measure)), Figure.day == day
    session.execute(delete(Figure).where(*old).execution_options(synchronize_session=False))
    rows = [
        {"branch_id": branch_id, "day": day, **key._asdict(), "part": parts[key], "whole": whole}
        for key, whole in wholes.items()
        if whole
    ]
    if rows:
        session.execute(insert(Figure), rows)


def _figures(session: Session, received: tuple[ColumnElement[bool], ...]) -> Iterator[tuple[Key, int, int]]:
    for question, measures in ((_visits(), VISITS), (_orders(), ORDERS), (_calls(), CALLS), (_emergencies(), PERILS)):
        for site, department, person, *told in session.execute(question.where(*received)):
            for place, measure in enumerate(measures):
                part, whole = told[2 * place], told[2 * place + 1]
                yield Key(measure, site, department, person or NOBODY), int(part or 0), int(whole or 0)
    for question, named in ((_answers(), AGREES), (_rungs(), RUNGS)):
        for site, department, person, kind, part, whole in session.execute(question.where(*received)):
            yield Key(named[kind], site, department, person or NOBODY), int(part or 0), int(whole or 0)


def _asked(person: Any, told: Mapping[Measure, Told]) -> Question:
    columns = [column.label(f"{measure.value}_{n}") for measure, pair in told.items() for n, column in enumerate(pair)]
    return select(Order.site_id, Order.department, person, *columns).group_by(Order.site_id, Order.department, person)


def _share(part: ColumnElement[bool], whole: ColumnElement[bool]) -> Told:
    return func.count().filter(and_(whole, part)), func.count().filter(whole)


def _minutes(begins: Any, ends: Any) -> Told:
    return func.sum(SecondsBetween(begins, ends)), func.count(ends)


_came = Visit.arrived_at.is_not(None)
_over = Visit.outcome == Outcome.DONE
_chargeable = Order.price_fen > 0
_for_work = Signature.purpose == Purpose.WORK
_agreed = exists().where(PriceAgreement.visit_id == Visit.id, PriceAgreement.answer == PriceAnswer.AGREED)
_agreed_first = _agreed.where(PriceAgreement.at <= Visit.started_at)
_not_too_early = or_(
    Visit.early_agreed_at.is_not(None),
    SecondsBetween(Visit.arrived_at, Visit.planned_from) <= int(EARLY_AT_MOST.total_seconds()),
)
_not_late = Visit.arrived_at <= func.coalesce(Visit.planned_until, Visit.planned_from)
_signed = and_(_for_work, Signature.answer == SignatureAnswer.AGREED)
_disagreed = and_(_for_work, Signature.answer == SignatureAnswer.DISAGREED)

VISITS: dict[Measure, Told] = {
    Measure.ON_TIME: _share(
        and_(_not_too_early, _not_late), and_(_came, Visit.planned_from.is_not(None), not_(Order.urgent))
    ),
    Measure.PRICE_FIRST: _share(_agreed_first, and_(Visit.started_at.is_not(None), _chargeable, not_(Order.urgent))),
    Measure.SIGNED: _share(_signed, _over),
    Measure.REFUSED: _share(_disagreed, _over),
    Measure.ABSENT: _share(func.coalesce(not_(or_(_signed, _disagreed)), true()), _over),
    Measure.ENTERED: _share(Visit.entered_at.is_not(None), _came),
    Measure.PRICED: _share(and_(Visit.entered_at.is_not(None), or_(not_(_chargeable), _agreed)), _came),
    Measure.STARTED: _share(Visit.started_at.is_not(None), _came),
    Measure.FINISHED: _share(Visit.finished_at.is_not(None), _came),
    Measure.SIGNED_OFF: _share(_signed, _came),
    Measure.LEFT: _share(_over, _came),
}

_first_assignment = (
    select(func.min(Assignment.at)).where(Assignment.order_id == Order.id).correlate(Order).scalar_subquery()
)
_handed_over = exists().where(DeveloperCase.order_id == Order.id)
_no_reply = _handed_over.where(DeveloperCase.reply.is_(None), DeveloperCase.closed_at.is_(None))

ORDERS: dict[Measure, Told] = {
    Measure.QUEUE: _minutes(Order.received_at, _first_assignment),
    Measure.REWORK: _share(Order.state == OrderState.REWORK, Order.state.in_(DONE)),
    Measure.UNANSWERED: _share(_no_reply, _handed_over),
}

CALLS: dict[Measure, Told] = {
    Measure.CALLED: _share(CallBack.outcome.in_(ANSWERED), true()),
    Measure.SATISFIED: _share(CallBack.outcome == CallOutcome.WELL, CallBack.outcome.in_(ANSWERED)),
}

PERILS: dict[Measure, Told] = {
    Measure.IN_TEN: _share(Dispatch.arrived_at <= Dispatch.door_by, Dispatch.over_at.is_not(None)),
    Measure.TAKEN: _minutes(Dispatch.raised_at, Dispatch.taken_at),
    Measure.DOOR: _minutes(Dispatch.raised_at, Dispatch.arrived_at),
    Measure.CONTROLLED: _minutes(Dispatch.raised_at, Dispatch.controlled_at),
}


def _visits() -> Question:
    found = _asked(Visit.technician_id, VISITS).join(Order, Order.id == Visit.order_id)
    return found.outerjoin(Signature, Signature.id == Visit.signature_id)


def _orders() -> Question:
    return _asked(Order.holder_id, ORDERS)


def _calls() -> Question:
    last = CallBack.round == 1, or_(CallBack.outcome.is_(None), CallBack.outcome != CallOutcome.OVERTAKEN)
    return _asked(CallBack.technician_id, CALLS).join(Order, Order.id == CallBack.order_id).where(*last)


def _emergencies() -> Question:
    return _asked(Dispatch.taken_by_id, PERILS).join(Order, Order.id == Dispatch.order_id)


def _answers() -> Question:
    keys = Order.site_id, Order.department, CallBack.technician_id, CallAnswer.question
    part, whole = _share(CallAnswer.agrees.is_(True), CallAnswer.agrees.is_not(None))
    return (
        select(*keys, part, whole)
        .join(CallBack, CallBack.order_id == Order.id)
        .join(CallAnswer, CallAnswer.call_back_id == CallBack.id)
        .group_by(*keys)
    )


def _rungs() -> Question:
    keys = Order.site_id, Order.department, Dispatch.taken_by_id, Rung.step
    return (
        select(*keys, *_minutes(Dispatch.raised_at, Rung.went_at))
        .join(Dispatch, Dispatch.order_id == Order.id)
        .join(Rung, Rung.dispatch_id == Dispatch.id)
        .where(Rung.went_at.is_not(None))
        .group_by(*keys)
    )
