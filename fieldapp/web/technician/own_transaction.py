"""A transaction of its own within a request that is many: begun anew when somebody else was first."""

from collections.abc import Callable
from typing import TypeVar

from fieldapp.db import Busy, Stale, db, write_again
from fieldapp.domain.visit_in_hand import forget

TRIES = 6

Result = TypeVar("Result")


def in_its_own(change: Callable[[], Result]) -> Result:
    """Make the change on what is stored now, and commit. Raises Busy when others keep changing the same."""
    for _ in range(TRIES):
        write_again()
        forget(db.session())
        try:
            result = change()
            db.session.commit()
            return result
        except Stale:
            db.session.rollback()
    raise Busy
