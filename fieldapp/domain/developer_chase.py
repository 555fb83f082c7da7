"""Keeping after the developer (4.3.4): the message to them, and the deed that tells us when nothing came of it.

First the front desk is told, the second time the supervisor, too; each time the developer is reminded.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from fieldapp.domain.chase_times import chase_times
from fieldapp.domain.developer_case import Awaited, DeveloperCase
from fieldapp.domain.journal import Act
from fieldapp.domain.message import Message, MessageKind
from fieldapp.domain.people import Person, Role, holds
from fieldapp.domain.subscription import can_be_woken
from fieldapp.domain.timer import Due, Timer

TOPIC = "developer"
THEIRS = {Awaited.RECEIPT, Awaited.ANSWER, Awaited.DAY}  # the developer is to move, not we


def tell_developer(session: Session, case: DeveloperCase, act: Act) -> None:
    """The link goes to their number by every channel that needs one. Without a number nothing goes out by itself."""
    if case.developer is None or not case.developer.phone or case.handed_by_id is None:
        return
    key = f"developer:{case.id}:{case.chases}:{int(act.received_at.timestamp())}"
    facts = {"case": str(case.id), "token": case.token, "again": case.chases > 0}
    case.order.messages.add(
        Message.to(
            case.handed_by_id,
            MessageKind.DEVELOPER,
            branch_id=case.branch_id,
            key=key,
            at=act.received_at,
            order=case.order,
            way_id=case.developer.id,
            facts=facts,
        )
    )


def chase_later(session: Session, case: DeveloperCase) -> None:
    """Look at it again when the time for the next word is over. A later one is written whenever that time changes."""
    if case.next_at is not None:
        key = f"{TOPIC}:{case.id}:{int(case.next_at.timestamp())}"
        if session.scalar(select(Timer.id).where(Timer.key == key)) is None:
            session.add(Timer.at(case.next_at, TOPIC, key, branch_id=case.branch_id, case=str(case.id)))


def chase(session: Session, due: Due, now: datetime) -> None:
    """The deed: if the word has come meanwhile, or it is over, nothing; else we are told, and they are reminded."""
    asked = select(DeveloperCase).where(DeveloperCase.id == UUID(due.facts["case"])).with_for_update(of=DeveloperCase)
    case = session.scalars(asked.options(joinedload(DeveloperCase.order), joinedload(DeveloperCase.developer))).one()
    if case.next_at is None or case.next_at > now:
        return
    act = Act.here(by_id=None, now=now)
    case.chase(act, times=chase_times(session, case.branch_id))
    if case.awaits in THEIRS:
        tell_developer(session, case, act)
    facts = {"awaits": case.awaits.value, "nth": case.chases}
    for person_id in session.scalars(select(Person.id).where(*_told(case))).all():
        key = f"{due.key}:{person_id}"
        case.order.messages.add(
            Message.to(
                person_id,
                MessageKind.CHASE,
                branch_id=case.branch_id,
                key=key,
                at=now,
                order=case.order,
                facts=facts,
            )
        )
    chase_later(session, case)


def _told(case: DeveloperCase) -> list[ColumnElement[bool]]:
    """The front desk; the second time the supervisor of the department, too."""
    desk = holds(Role.DESK)
    supervisor = holds(Role.SUPERVISOR) & (Person.department == case.order.department)
    return [Person.branch_id == case.branch_id, can_be_woken(), or_(desk, supervisor) if case.chases > 1 else desk]
