"""A password that somebody chooses, typed twice."""

from flask import request

from fieldapp import passwords
from fieldapp.domain.base import RuleBroken


def chosen_password() -> str:
    """The fields ``password`` and ``again``. Raises RuleBroken ``password.too_short`` or ``password.differs``."""
    password = request.form.get("password", "")
    if len(password) < passwords.LEAST_LETTERS:
        raise RuleBroken("password.too_short", least=passwords.LEAST_LETTERS)
    if password != request.form.get("again", ""):
        raise RuleBroken("password.differs")
    return password[:200]
