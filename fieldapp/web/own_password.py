"""The password of whoever is signed in, asked once more before what a stranger at their screen must not do."""

from fieldapp import passwords
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.people import Person
from fieldapp.web.session import me
from fieldapp.web.tries import count_the_try, forgive


def require_own_password(password: str) -> None:
    """Raises RuleBroken ``password.not_yours``, or ``sign_in.too_many``: tried here it counts as tried at the door."""
    count_the_try(me().login)
    if not passwords.matches(db.session.get_one(Person, me().id).password_hash, password):
        raise RuleBroken("password.not_yours")
    forgive(me().login)
