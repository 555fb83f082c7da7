"""How often one address or one system may do something: counted in the memory of each process.

A counter that is lost with its process costs nothing; with several processes each counts for itself.
"""

from flask import Flask, abort, current_app
from limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

NAME = "how_often"


def init_app(app: Flask) -> None:
    """Begin to count."""
    app.extensions[NAME] = FixedWindowRateLimiter(MemoryStorage())


def count(most: RateLimitItem, what: str, whose: str) -> bool:
    """Once more. Tells whether it was still within the bound."""
    return _counter().hit(most, what, whose)


def refuse_too_often(most: RateLimitItem, what: str, whose: str) -> None:
    """429 for whoever has reached the bound; asking counts nothing."""
    if not _counter().test(most, what, whose):
        abort(429)


def count_or_refuse(most: RateLimitItem, what: str, whose: str) -> None:
    """Once more, or 429."""
    if not count(most, what, whose):
        abort(429)


def _counter() -> FixedWindowRateLimiter:
    counter: FixedWindowRateLimiter = current_app.extensions[NAME]
    return counter
