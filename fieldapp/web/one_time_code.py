"""The code that a colleague reads out, typed where the password belongs: looked at with every try counted."""

from fieldapp import passwords
from fieldapp.clock import now
from fieldapp.db import db, one_at_a_time, write_again
from fieldapp.domain.people import person_with_login
from fieldapp.domain.sign_in_code import SignInCode, figures_of, standing_codes

LONGEST_LOGIN = 200


def code_of(login: str, typed: str) -> SignInCode | None:
    """The standing code of whoever has this login, if it is what was typed.

    The try is counted and stored before the code is looked at. Whether somebody has a code, or is there at all, shows
    neither in the words nor in the time.
    """
    figures = figures_of(typed)
    if not figures or len(login) > LONGEST_LOGIN:
        return None
    code = _counted(login)
    right = passwords.matches(code.code_hash if code else "", figures)
    return code if right else None


def _counted(login: str) -> SignInCode | None:
    write_again()
    person, at = db.session.scalar(person_with_login(login.replace("\0", ""))), now()
    code = None
    if person is not None:
        one_at_a_time(f"code of {person.id}")
        code = next((one for one in db.session.scalars(standing_codes(person.id, at)) if one.counts(at)), None)
    if code is not None:
        code.tries += 1
    db.session.commit()
    return code
