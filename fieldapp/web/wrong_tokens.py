"""Trying tokens is slowed down. Nobody can guess 128 bits; but who tries, tries with our processor."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, Response, abort, current_app, request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

# Only wrong ones count: a whole estate may open its copies from behind one address.
MOST = parse("30 per minute")


def init_app(app: Flask) -> None:
    """Begin to count, in the memory of each process: a counter that is lost with it costs nothing."""
    app.extensions["wrong_tokens"] = FixedWindowRateLimiter(MemoryStorage())


def few_wrong_ones(view: Callable[..., Response]) -> Callable[..., Response]:
    """For a view behind a token: 429 for an address that tried too many that open nothing."""

    @wraps(view)
    def counted(**asked: Any) -> Response:
        refuse_too_many()
        response = view(**asked)
        if response.status_code == 404:
            count_a_wrong_one()
        return response

    return counted


def refuse_too_many() -> None:
    """429 for an address that has tried too many."""
    tried: FixedWindowRateLimiter = current_app.extensions["wrong_tokens"]
    if not tried.test(MOST, request.remote_addr or ""):
        abort(429)


def count_a_wrong_one() -> None:
    """One more that opened nothing."""
    tried: FixedWindowRateLimiter = current_app.extensions["wrong_tokens"]
    tried.hit(MOST, request.remote_addr or "")
