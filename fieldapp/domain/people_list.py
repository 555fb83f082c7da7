"""The people of a branch as the administrator finds them: by name, login or badge, in pinyin too, page by page."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select

from fieldapp.domain.people import Person, Role, holds
from fieldapp.domain.pinyin import plain, search_key
from fieldapp.domain.system import System

PAGE = 50
MOST_WORDS = 4
LONGEST_KEY = 200

# A system acts under a name of its own; that is nobody who ever worked here.
SOMEBODY = ~exists().where(System.person_id == Person.id)


def person_key(name: str, login: str, badge: str) -> str:
    """What a person is kept under."""
    return search_key(name, login, badge)[:LONGEST_KEY]


def people(branch_id: UUID, typed: str, *, left: bool = False, after: str = "") -> Select[*tuple[Any, ...]]:
    """One page of those who work here (``left``: who do not any more), and one row more if another page follows."""
    gone = Person.left_at.is_not(None) if left else Person.left_at.is_(None)
    return (
        select(
            Person.id,
            Person.login,
            Person.name,
            Person.badge,
            Person.phone,
            Person.department,
            Person.roles,
            Person.trades,
            Person.left_at,
        )
        .where(Person.branch_id == branch_id, gone, SOMEBODY, Person.login > after, *_fitting(typed))
        .order_by(Person.login)
        .limit(PAGE + 1)
    )


def people_found(branch_id: UUID, typed: str, *, limit: int = PAGE) -> Select[UUID]:
    """Whoever fits what was typed, whether they still work here or not."""
    found = select(Person.id).where(Person.branch_id == branch_id, *_fitting(typed))
    return found.order_by(Person.login).limit(limit)


def technicians(branch_id: UUID, typed: str) -> Select[*tuple[Any, ...]]:
    """Those who hold no other role: whom the front desk may help to sign in."""
    alone = Person.roles == frozenset({Role.TECHNICIAN})
    return people(branch_id, typed).where(alone)


def person_of(branch_id: UUID, person_id: UUID) -> Select[Person]:
    """One person of the branch, whether they still work here or not."""
    return select(Person).where(Person.branch_id == branch_id, Person.id == person_id, SOMEBODY)


def other_administrators(person: Person) -> Select[int]:
    """How many administrators the branch has besides this person."""
    others = (Person.branch_id == person.branch_id, Person.id != person.id, holds(Role.ADMIN))
    return select(func.count(Person.id)).where(*others)


def _fitting(typed: str) -> Sequence[ColumnElement[bool]]:
    # A branch has some hundreds of people at most: reading them all is no matter.
    words = plain(typed).split()[:MOST_WORDS]
    return [
        Person.search.contains(word, autoescape=True)
        | Person.name.contains(word, autoescape=True)
        | Person.login.contains(word, autoescape=True)
        for word in words
    ]
