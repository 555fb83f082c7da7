"""Something of the evidence does not hold: the administrator and head office are told, once, where it broke first."""

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from fieldapp.domain.chain_check import ChainCheck
from fieldapp.domain.message import Message, MessageKind
from fieldapp.domain.people import Person, Role, holds


def tell_of_the_break(session: Session, check: ChainCheck) -> None:
    """A message to each of them. The same break is told once, however many nights it is found again."""
    if not check.faults:
        return
    looks_after = and_(Person.branch_id == check.branch_id, holds(Role.ADMIN))
    concerned = select(Person.id, looks_after).where(or_(looks_after, holds(Role.HEAD)))
    for person_id, has_the_page in session.execute(concerned).all():
        key = f"broken:{check.branch_id}:{check.facts['number']}:{check.first_fault}:{person_id}"
        if session.scalar(select(Message.id).where(Message.key == key)) is None:
            facts = {"fault": check.first_fault, "where": check.facts, "page": bool(has_the_page)}
            kind, branch_id = MessageKind.CHAIN_BROKEN, check.branch_id
            session.add(Message.to(person_id, kind, branch_id=branch_id, key=key, at=check.at, facts=facts))
