"""Whose turn it is with a request for long-term service (4.2.4): told to those whose devices can be woken."""

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from fieldapp.domain.agreement import Agreement, AgreementState
from fieldapp.domain.journal import Act
from fieldapp.domain.local_day import day_at
from fieldapp.domain.message import Message, MessageKind
from fieldapp.domain.people import Person, Role, holds
from fieldapp.domain.subscription import can_be_woken


def tell_whose_turn(session: Session, agreement: Agreement, act: Act) -> None:
    """One message to each who is next: the supervisor, the operations manager, then whoever wrote the request.

    Nobody is told what they have just decided themselves.
    """
    state = agreement.state(day_at(act.at, agreement.room.site.timezone))
    facts = {
        "agreement": str(agreement.id),
        "state": state.value,
        "building": agreement.room.building,
        "door": agreement.room.door,
        "title_zh": agreement.item.name_zh,
        "title_en": agreement.item.name_en,
    }
    for person_id in session.scalars(select(Person.id).where(_next(agreement, state), can_be_woken())).all():
        if person_id != act.by_id:
            key = f"agreement:{agreement.id}:{agreement.version}:{person_id}"
            session.add(
                Message.to(
                    person_id,
                    MessageKind.AGREEMENT,
                    branch_id=agreement.branch_id,
                    key=key,
                    at=act.received_at,
                    facts=facts,
                )
            )


def _next(agreement: Agreement, state: AgreementState) -> ColumnElement[bool]:
    ours = Person.branch_id == agreement.branch_id
    if state is AgreementState.REQUESTED:
        return and_(ours, holds(Role.SUPERVISOR), Person.department == agreement.department)
    if state is AgreementState.CONFIRMED:
        return and_(ours, holds(Role.OPERATIONS))
    return and_(Person.id == agreement.requested_by_id, Person.left_at.is_(None))
