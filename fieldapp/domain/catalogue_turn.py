"""Whose turn it is with a version of the catalogue (4.1.3, 4.1.4): told to those whose devices can be woken.

A draft that is taken back is told to those whom it has kept busy.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion
from fieldapp.domain.catalogue_reviewing import concerned
from fieldapp.domain.message import Message, MessageKind
from fieldapp.domain.people import Person, Role, holds
from fieldapp.domain.subscription import can_be_woken

NEXT = {
    CatalogueState.DRAFT: Role.SUPERVISOR,
    CatalogueState.REVIEWED: Role.GENERAL,
    CatalogueState.APPROVED: Role.HEAD,
}


def tell_whose_turn(session: Session, version: CatalogueVersion, *, at: datetime) -> None:
    """One message to each who is next: the supervisors who have not said yes, the general manager, head office."""
    role = NEXT.get(version.state)
    if role is None:
        return
    _tell(session, version, _with_a_device(version, role), at=at)


def tell_withdrawn(session: Session, version: CatalogueVersion, why: str, *, reviewed: bool, at: datetime) -> None:
    """To every supervisor concerned, and to the general manager if it waited for them already (``reviewed``)."""
    supervisor = holds(Role.SUPERVISOR) & Person.department.in_(concerned(version.items))
    whom = or_(supervisor, holds(Role.GENERAL)) if reviewed else supervisor
    _tell(session, version, [Person.branch_id == version.branch_id, can_be_woken(), whom], at=at, why=why)


def _tell(
    session: Session, version: CatalogueVersion, whom: list[ColumnElement[bool]], *, at: datetime, **more: str
) -> None:
    facts = {"version": str(version.id), "year": version.year, "number": version.number, "state": version.state.value}
    for person_id in session.scalars(select(Person.id).where(*whom)).all():
        key = f"catalogue:{version.id}:{int(at.timestamp() * 1000)}:{person_id}"
        session.add(
            Message.to(
                person_id, MessageKind.CATALOGUE, branch_id=version.branch_id, key=key, at=at, facts=facts | more
            )
        )


def _with_a_device(version: CatalogueVersion, role: Role) -> list[ColumnElement[bool]]:
    found = [
        Person.branch_id == version.branch_id,
        holds(role),
        can_be_woken(),
    ]
    if role is Role.SUPERVISOR:
        agreed = {review.department for review in version.reviews if review.agrees}
        found.append(Person.department.in_([each for each in concerned(version.items) if each not in agreed]))
    return found
