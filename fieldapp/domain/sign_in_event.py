"""The journal of the door: who came in or tried to, from which device; what was ended, locked, or given as a role.

Rows are only ever added, and go after a period of their own. A login that does not exist is not written down: people
type their password there.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Select, String, or_, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from fieldapp.domain.audit import PAGE, Sought
from fieldapp.domain.base import Model, Serial
from fieldapp.domain.keyset import beyond
from fieldapp.domain.people import Person
from fieldapp.domain.where_from import Machine, Program, WhereFrom


class Door(StrEnum):
    """What happened."""

    SIGNED_IN = "signed_in"
    FAILED = "failed"  # the password or the code was wrong
    SIGNED_OUT = "signed_out"
    ENDED = "ended"  # from another device, or by the administrator
    NEW_PASSWORD = "new_password"  # and with it all sessions of the old one ended
    LOCKED = "locked"  # a lost phone
    UNLOCKED = "unlocked"
    ROLES = "roles"  # others than before, from the next request on
    LEFT = "left"  # the employment ended


class SignInEvent(Model):
    """One line of it."""

    __tablename__ = "sign_in_event"

    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    branch_id: Mapped[UUID | None] = mapped_column(ForeignKey("branch.id"))  # None: the login does not exist
    at: Mapped[datetime]
    what: Mapped[Door]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # whose sign-in it is about
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # somebody else who did it
    session_id: Mapped[UUID | None]
    machine: Mapped[Machine | None]
    program: Mapped[Program | None]
    network: Mapped[str] = mapped_column(String(45), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    __table_args__ = (Index("ix_sign_in_event_branch_id", "branch_id", "at", "id"),)


def at_the_door(
    session: Session,
    what: Door,
    person: Any | None,
    at: datetime,
    place: WhereFrom | None = None,
    *,
    by_id: UUID | None = None,
    session_id: UUID | None = None,
    **facts: Any,
) -> None:
    """Write it down. ``person`` has an id and a branch, or is None if nobody has the login."""
    session.add(
        SignInEvent(
            branch_id=person.branch_id if person is not None else None,
            at=at,
            what=what,
            person_id=person.id if person is not None else None,
            by_id=by_id if person is None or by_id != person.id else None,
            session_id=session_id,
            machine=place.machine if place else None,
            program=place.program if place else None,
            network=place.network if place else "",
            facts=facts,
        )
    )


def done_at_the_door(sought: Sought) -> Select[*tuple[Any, ...]]:
    """One page of the journal, newest first, and one row more if another page follows."""
    event, whose, by = SignInEvent, aliased(Person), aliased(Person)
    ours = or_(event.branch_id == sought.branch_id, event.branch_id.is_(None))
    found = [ours, event.at >= sought.begins, event.at < sought.ends]
    if sought.people is not None:
        found.append(or_(event.person_id.in_(sought.people), event.by_id.in_(sought.people)))
    if sought.what:
        found.append(event.what == sought.what)
    if sought.after is not None:
        found.append(beyond(event.at, event.id, sought.after, newest_first=True))
    told = (event.id, event.what, event.at, event.machine, event.program, event.network, event.facts, event.person_id)
    return (
        select(*told, whose.name.label("whose"), by.name.label("by"))
        .outerjoin(whose, whose.id == event.person_id)
        .outerjoin(by, by.id == event.by_id)
        .where(*found)
        .order_by(event.at.desc(), event.id.desc())
        .limit(PAGE + 1)
    )
