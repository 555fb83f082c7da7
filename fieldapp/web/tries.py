"""Tries to sign in, counted over every process: whoever guesses has to wait. What became of them is written down."""

from typing import NamedTuple
from uuid import UUID

from fieldapp.clock import now
from fieldapp.db import db, one_at_a_time, write_again
from fieldapp.domain.people import Person
from fieldapp.domain.sign_in import attempt, attempts_of, check_tries, counted_together, forgiven, forgotten
from fieldapp.domain.sign_in_event import Door, at_the_door
from fieldapp.web.came_from import came_from
from fieldapp.web.known_browser import place_of


class Whose(NamedTuple):
    """Whose login was tried."""

    id: UUID
    branch_id: UUID


def count_the_try(login: str) -> None:
    """Count it before the password is looked at, and store that: a hundred tries at once count as a hundred."""
    at, place = now(), place_of(login)
    for name in counted_together(login, place):
        one_at_a_time(name)
    check_tries(login, place, db.session.execute(attempts_of(login, place, at=at)), at=at)
    db.session.execute(forgotten(at=at))
    db.session.add(attempt(login, place, at=at))
    db.session.commit()


def forgive(login: str) -> None:
    """The password was right: the tries before it no longer count."""
    db.session.rollback()
    write_again()
    db.session.execute(forgiven(login, place_of(login)))
    db.session.commit()


def write_down_a_wrong_one(person: Person | None) -> None:
    """For the journal of the door; whether somebody has the login makes no difference in time."""
    whose = Whose(person.id, person.branch_id) if person is not None else None
    db.session.rollback()
    write_again()
    at_the_door(db.session(), Door.FAILED, whose, now(), came_from())
    db.session.commit()
