"""What the administrator says of a person: put down, changed, ended; nobody is ever deleted."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from fieldapp.domain.admin_journal import note
from fieldapp.domain.agreement import Agreement, over_on
from fieldapp.domain.agreement_terms import Terms
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.device_session import Over, end_sessions
from fieldapp.domain.journal import Act
from fieldapp.domain.office_picture import take_portrait
from fieldapp.domain.people import Person, Role
from fieldapp.domain.people_list import other_administrators, person_key
from fieldapp.domain.premises import masked
from fieldapp.domain.sign_in_code import standing_codes
from fieldapp.domain.sign_in_event import Door, at_the_door
from fieldapp.domain.subscription import subscriptions_of
from fieldapp.domain.visit import Visit


def add_person(
    session: Session, branch_id: UUID, told: Mapping[str, Any], act: Act, *, id: UUID | None = None
) -> Person:
    """Somebody new. They cannot sign in until a code is read out to them. Raises RuleBroken ``person.login_taken``.

    A login belongs to one person for ever, also after they have left.
    """
    taken = session.scalar(select(Person.id).where(func.lower(Person.login) == told["login"]))
    if taken is not None:
        raise RuleBroken("person.login_taken", field="login", login=told["login"])
    person = Person(id=id or new_id(), branch_id=branch_id, search="", **told)
    person.search = person_key(person.name, person.login, person.badge)
    session.add(person)
    session.flush()
    roles = sorted(person.roles)
    note(session, branch_id, act, "person_added", about=person.name, person_id=person.id, roles=roles)
    return person


def change_person(session: Session, person: Person, told: Mapping[str, Any], act: Act) -> None:
    """Other words, roles or trades; they count from the person's next request. The login stays what it was.

    Raises RuleBroken ``person.last_administrator``: somebody has to be able to undo all this.
    """
    changed = {name: value for name, value in told.items() if name != "login" and getattr(person, name) != value}
    if Role.ADMIN in person.roles and Role.ADMIN not in changed.get("roles", person.roles):
        _require_another_administrator(session, person, "roles")
    if not changed:
        return
    said = {name: [shown(name, getattr(person, name)), shown(name, value)] for name, value in changed.items()}
    for name, value in changed.items():
        setattr(person, name, value)
    person.search = person_key(person.name, person.login, person.badge)
    note(session, person.branch_id, act, "person_changed", about=person.name, person_id=person.id, changed=said)
    if "roles" in said:
        at_the_door(session, Door.ROLES, person, act.at, by_id=act.by_id, roles=said["roles"])


def leave(session: Session, person: Person, act: Act, *, today: date) -> None:
    """The employment ends now: sessions, devices and codes with it. What they did stays theirs. Twice is once.

    Raises RuleBroken ``person.holds_orders`` or ``person.holds_agreements`` (somebody else has to take these over
    first), ``person.not_yourself`` or ``person.last_administrator``.
    """
    if person.left_at is not None:
        return
    _require_nothing_held(session, person, act, today)
    person.left_at, person.password_hash = act.at, ""
    take_portrait(session, person, act)
    end_sessions(session, person.id, Over.LEFT, act.at)
    at_the_door(session, Door.LEFT, person, act.at, by_id=act.by_id)
    for subscription in session.scalars(subscriptions_of(person.id)):
        subscription.forget("left", at=act.at)
    for code in session.scalars(standing_codes(person.id, act.at)):
        code.end(act.at)
    note(session, person.branch_id, act, "person_left", about=person.name, person_id=person.id)


def come_back(session: Session, person: Person, act: Act) -> None:
    """They work here again, or it was a slip. They sign in with a code, because the old password is gone."""
    if person.left_at is not None:
        since = person.left_at.isoformat()
        person.left_at = None
        note(session, person.branch_id, act, "person_back", about=person.name, person_id=person.id, since=since)


def orders_held(session: Session, person_id: UUID) -> int:
    """How many visits of theirs are not over."""
    asked = select(func.count(Visit.id)).where(Visit.technician_id == person_id, Visit.ended_at.is_(None))
    return session.scalars(asked).one()


def agreements_held(session: Session, person: Person, today: date) -> int:
    """In how many agreements that still run they are the named person, today or from a later day on (4.2.4)."""
    newer = aliased(Terms)
    replaced = exists().where(
        newer.agreement_id == Terms.agreement_id, newer.from_day > Terms.from_day, newer.from_day <= today
    )
    asked = (
        select(func.count(Terms.agreement_id.distinct()))
        .join(Agreement, Agreement.id == Terms.agreement_id)
        .where(Terms.person_id == person.id, ~over_on(today), ~replaced)
    )
    return session.scalars(asked).one()


def shown(name: str, value: Any) -> Any:
    """A value as a journal keeps it: sets as lists, phone numbers masked."""
    if name == "phone":
        return masked(value) if value else ""
    return sorted(value) if isinstance(value, frozenset) else value


def _require_nothing_held(session: Session, person: Person, act: Act, today: date) -> None:
    if person.id == act.by_id:
        raise RuleBroken("person.not_yourself")
    if Role.ADMIN in person.roles:
        _require_another_administrator(session, person, "roles")
    orders, agreements = orders_held(session, person.id), agreements_held(session, person, today)
    if orders:
        raise RuleBroken("person.holds_orders", name=person.name, count=orders)
    if agreements:
        raise RuleBroken("person.holds_agreements", name=person.name, count=agreements)


def _require_another_administrator(session: Session, person: Person, field: str) -> None:
    if not session.scalars(other_administrators(person)).one():
        raise RuleBroken("person.last_administrator", field=field, name=person.name)
