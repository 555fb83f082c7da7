"""A screen that was put away: whoever is signed in stays so, and sees nothing until they say their PIN."""

from flask import session

AWAY = "away"  # in the signed cookie: where to go on once it is open again


def put_away(onwards: str) -> None:
    """Until it is opened."""
    session[AWAY] = onwards


def is_away() -> bool:
    """Is it put away?"""
    return AWAY in session


def opened() -> str:
    """It is open again; where to go on."""
    return str(session.pop(AWAY, "/"))
