"""Which phone a session is on: told by the phone itself, kept in the signed cookie, so that a lost one can be locked.

A locked phone is answered as if nobody were signed in: what waits on it stays on it, the day that it keeps goes, and
the sign-in page tells why.
"""

from uuid import UUID

from flask import abort, session

from fieldapp.db import db, reading, write_again
from fieldapp.domain.device import LOCKED
from fieldapp.domain.device_session import is_on
from fieldapp.web.session import PHONE, me, say_that_it_was_ended, this_phone


def hold_to(device: UUID) -> None:
    """This session is on that phone from now on: whoever locks the phone ends the session. 401 if it is locked."""
    if this_phone() == device:
        return  # whether it is locked was asked when its cookie was read
    session[PHONE] = str(device)
    locked = is_locked()
    if not locked:
        db.session.execute(is_on(me().session_id, device))
        db.session.commit()  # nobody waits while the rest of the request is read
        write_again()
        return
    db.session.rollback()
    say_that_it_was_ended()
    abort(401)


def is_locked() -> bool:
    """Is this phone locked?"""
    device = this_phone()
    return device is not None and reading().scalar(LOCKED, {"device": device}) is not None
