"""Trying tokens is slowed down. Nobody can guess 128 bits; but who tries, tries with our processor."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, request
from limits import parse

from fieldapp.web.how_often import count, refuse_too_often

# Only wrong ones count: a whole estate may open its copies from behind one address.
MOST = parse("30 per minute")
WHAT = "wrong token"


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
    refuse_too_often(MOST, WHAT, request.remote_addr or "")


def count_a_wrong_one() -> None:
    """One more that opened nothing."""
    count(MOST, WHAT, request.remote_addr or "")
