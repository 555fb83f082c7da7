"""All that the page of one order shows, read with a fixed number of questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session, aliased, defer, joinedload

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.capability import Question
from fieldapp.domain.catalogue import CatalogueVersion
from fieldapp.domain.course import UNASSIGNED, UNDER_WAY, OrderState, allowed
from fieldapp.domain.developer_case import DeveloperCase
from fieldapp.domain.order import Order
from fieldapp.domain.order_versions import Versions, signed_and_corrected, versions_among
from fieldapp.domain.people import Department, Person
from fieldapp.domain.photo import Blob, Photo
from fieldapp.domain.signature import PriceAgreement, Signature
from fieldapp.domain.timeline import Event, events, journal_of
from fieldapp.domain.visit import Visit

DECISIONS = {
    "rearrange": OrderState.RECEIVED,
    "hold": OrderState.ON_HOLD,
    "developer": OrderState.WITH_DEVELOPER,
    "decline": OrderState.DECLINED,
    "cancel": OrderState.CANCELLED,
}

AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class OrderPage:
    """One order with its whole story."""

    order: Order
    edition: CatalogueVersion
    case: DeveloperCase | None  # the last time that it went to the developer
    events: list[Event]
    visits: Sequence[AnyRow]
    agreements: Sequence[AnyRow]
    signatures: Sequence[Signature]
    versions: Versions  # of what was signed
    questions: Sequence[AnyRow]

    @property
    def key_events(self) -> list[Event]:
        """The short telling."""
        return [event for event in self.events if event.is_key]

    @property
    def last_visit(self) -> AnyRow | None:
        """The visit that counts: the newest one."""
        return self.visits[-1] if self.visits else None

    @property
    def holder_name(self) -> str:
        """Who has it, or had it last."""
        if self.order.holder is not None:
            return self.order.holder.name
        return str(self.last_visit.technician) if self.last_visit else ""

    @property
    def reason(self) -> str:
        """Why it came to stand where it stands, in the words of whoever decided it."""
        return next((event.why for event in reversed(self.events) if event.why), "")

    @property
    def rework_id(self) -> str:
        """The order by which this one is done again, if it is."""
        return next((str(event.facts.get("order", "")) for event in self.events if event.what == "rework"), "")

    @property
    def owner_was_asked(self) -> bool:
        """Did somebody call back and hand in what the owner said?"""
        return any(event.facts.get("call") for event in self.events)

    @property
    def open_questions(self) -> list[AnyRow]:
        """The questions that no supervisor has answered yet."""
        return [question for question in self.questions if question.answered_at is None]

    @property
    def why_not(self) -> str:
        """The reason of the supervisor who said last that we cannot do it, for the owner to hear; else nothing."""
        noes = [question for question in self.questions if question.can is False]
        return noes[-1].reason if noes else ""

    @property
    def undecided(self) -> int:
        """How many presses wait for the supervisor to say whether they count."""
        told = [event.what for event in self.events]
        return told.count("parked") - told.count("decide")

    @property
    def promises_no_time(self) -> bool:
        """While the front desk's question is open, no completion time is offered (4.2.3, 4.3.3)."""
        return bool(self.open_questions) and self.order.state is OrderState.RECEIVED

    @property
    def decisions(self) -> set[str]:
        """What the office may decide about it now: the DECISIONS, and ``resume``."""
        open_to = {name for name, state in DECISIONS.items() if allowed(self.order.state, state)}
        # What the developer has is out of our hands, and no time is promised while a question is open.
        no_time = self.promises_no_time or self.order.state is OrderState.WITH_DEVELOPER
        if self.order.state is OrderState.ON_HOLD:
            open_to |= {"resume"}
        return open_to - {"rearrange"} if no_time else open_to

    @property
    def is_open(self) -> bool:
        """Is somebody still to do something at the door?"""
        return self.order.state in UNASSIGNED | UNDER_WAY

    @property
    def until_assigned(self) -> timedelta | None:
        """From the report to the first assignment."""
        first = next((event for event in self.events if event.what == "assign"), None)
        return first.at - self.order.received_at if first else None

    @property
    def until_at_the_door(self) -> timedelta | None:
        """From the report of an emergency to the door: ten minutes at most (4.3.5)."""
        arrivals = [visit.arrived_at for visit in self.visits if visit.arrived_at]
        return min(arrivals) - self.order.received_at if self.order.urgent and arrivals else None

    @property
    def early(self) -> timedelta | None:
        """How long before the appointment the technician was at the door; below zero: how late."""
        visit = self.last_visit
        return visit.planned_from - visit.arrived_at if visit and visit.planned_from and visit.arrived_at else None

    @property
    def at_work(self) -> timedelta | None:
        """From the first hand laid on to the last."""
        visit = self.last_visit
        return visit.finished_at - visit.started_at if visit and visit.started_at and visit.finished_at else None

    @property
    def photos(self) -> int:
        """How many photos were taken, over all visits."""
        return sum(int(visit.photos) for visit in self.visits)

    @property
    def photos_awaited(self) -> dict[str, int]:
        """How many of them are still on whose phone."""
        awaited: dict[str, int] = {}
        for visit in self.visits:
            if visit.photos > visit.photos_here:
                awaited[visit.technician] = awaited.get(visit.technician, 0) + visit.photos - visit.photos_here
        return awaited


def order_page(
    session: Session, order_id: UUID, *, branch_id: UUID, department: Department | None = None
) -> OrderPage | None:
    """The page of an order of this branch (and department, if named), or None: seven questions, whatever happened."""
    found = session.execute(_order(order_id, branch_id, department)).unique().one_or_none()
    if found is None:
        return None
    signed = session.execute(signed_and_corrected(order_id).options(defer(Signature.strokes))).all()
    return OrderPage(
        order=found[0],
        edition=found[1],
        case=found[2],
        events=events(session.execute(journal_of(order_id)).all()),
        visits=session.execute(_visits(order_id)).all(),
        agreements=session.execute(_agreements(order_id)).all(),
        signatures=list(dict.fromkeys(row[0] for row in signed)),
        versions=versions_among(signed),
        questions=session.execute(questions_of(order_id)).all(),
    )


def order_in_hand(order_id: UUID, *, branch_id: UUID, department: Department | None = None) -> Select[Order]:
    """An order of this branch (and department, if named) with all that a decision of the office looks at."""
    return (
        select(Order)
        .where(*_ours(order_id, branch_id, department))
        .options(joinedload(Order.room), joinedload(Order.owner), joinedload(Order.site), joinedload(Order.lines))
    )


def check_time_may_be_promised(order: Order, questions: Sequence[AnyRow]) -> None:
    """Refuse an appointment while the front desk's question about the order is open (4.3.3).

    Raises RuleBroken ``order.question_open``.
    """
    if order.state is OrderState.RECEIVED and any(question.answered_at is None for question in questions):
        raise RuleBroken("order.question_open")


def _ours(order_id: UUID, branch_id: UUID, department: Department | None) -> list[ColumnElement[bool]]:
    ours = [Order.id == order_id, Order.branch_id == branch_id]
    return [*ours, Order.department == department] if department else ours


def _order(
    order_id: UUID, branch_id: UUID, department: Department | None
) -> Select[Order, CatalogueVersion, DeveloperCase]:
    newest = select(DeveloperCase.id).where(DeveloperCase.order_id == order_id).order_by(DeveloperCase.id.desc())
    return (
        select(Order, CatalogueVersion, DeveloperCase)
        .join(CatalogueVersion, CatalogueVersion.id == Order.catalogue_version_id)
        .outerjoin(DeveloperCase, DeveloperCase.id == newest.limit(1).scalar_subquery())
        .where(*_ours(order_id, branch_id, department))
        .options(
            joinedload(Order.room),
            joinedload(Order.owner),
            joinedload(Order.site),
            joinedload(Order.holder),
            joinedload(Order.lines),
            joinedload(DeveloperCase.developer),
        )
    )


def _visits(order_id: UUID) -> Select[*tuple[Any, ...]]:
    taken = select(func.count(Photo.id)).where(Photo.visit_id == Visit.id, Photo.dropped_at.is_(None))
    here = taken.join(Blob, Blob.sha256 == Photo.sha256)
    return (
        select(
            Visit.id,
            Visit.planned_from,
            Visit.planned_until,
            Visit.arrived_at,
            Visit.started_at,
            Visit.finished_at,
            Visit.ended_at,
            Visit.outcome,
            Visit.technician_id,
            Person.name.label("technician"),
            taken.scalar_subquery().label("photos"),
            here.scalar_subquery().label("photos_here"),
        )
        .join(Person, Person.id == Visit.technician_id)
        .where(Visit.order_id == order_id)
        .order_by(Visit.id)
    )


def _agreements(order_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(
            PriceAgreement.at,
            PriceAgreement.total_fen,
            PriceAgreement.answer,
            PriceAgreement.reason,
            PriceAgreement.differs,
            PriceAgreement.document_sha256,
        )
        .join(Visit, Visit.id == PriceAgreement.visit_id)
        .where(Visit.order_id == order_id)
        .order_by(PriceAgreement.at, PriceAgreement.id)
    )


def questions_of(order_id: UUID) -> Select[*tuple[Any, ...]]:
    """What the supervisor was asked about an order, and the answers."""
    asker, answerer = aliased(Person), aliased(Person)
    return (
        select(
            Question.id,
            Question.words,
            Question.asked_at,
            Question.answered_at,
            Question.can,
            Question.price_fen,
            Question.reason,
            asker.name.label("asked_by"),
            answerer.name.label("answered_by"),
        )
        .join(asker, asker.id == Question.asked_by_id)
        .outerjoin(answerer, answerer.id == Question.answered_by_id)
        .where(Question.order_id == order_id)
        .order_by(Question.asked_at, Question.id)
    )
