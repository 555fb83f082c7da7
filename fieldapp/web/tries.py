"""Tries to sign in, counted over every process: whoever guesses has to wait."""

from flask import request

from fieldapp.clock import now
from fieldapp.db import db, one_at_a_time, write_again
from fieldapp.domain.sign_in import attempt, attempts_of, check_tries, counted_together, forgiven, forgotten


def count_the_try(login: str) -> None:
    """Count it before the password is looked at, and store that: a hundred tries at once count as a hundred."""
    at, address = now(), request.remote_addr or ""
    one_at_a_time(counted_together(login, address))
    check_tries(db.session.scalars(attempts_of(login, address, at=at)).all(), at=at)
    db.session.execute(forgotten(at=at))
    db.session.add(attempt(login, address, at=at))
    db.session.commit()


def forgive(login: str) -> None:
    """The password was right: the tries before it no longer count."""
    db.session.rollback()
    write_again()
    db.session.execute(forgiven(login, request.remote_addr or ""))
    db.session.commit()
