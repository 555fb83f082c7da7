"""What was sent is taken in whole, before anybody asks the database.

A request that may write holds the place of the one writer (SQLite), or an open transaction, from its first question on.
A phone in a stairwell takes a minute to send what it has, and meanwhile nobody else could write, the worker included.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, request

from fieldapp.db import only_reads

MOST_BYTES = 1024 * 1024  # of a request to a view that says nothing else
FORM_AROUND = 256 * 1024  # the fields beside a file

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Takes:
    """So many bytes, perhaps in one field; ``as_it_comes``: the view reads them itself, and asks nobody meanwhile."""

    most_bytes: int
    in_a_field: bool = False
    as_it_comes: bool = False


USUAL = Takes(MOST_BYTES)


def takes(most_bytes: int, *, in_a_field: bool = False, as_it_comes: bool = False) -> Callable[[View], View]:
    """For one view: what is longer is a 413."""

    def mark(view: View) -> View:
        view.takes = Takes(most_bytes, in_a_field, as_it_comes)  # type: ignore[attr-defined]
        return view

    return mark


def init_app(app: Flask) -> None:
    app.before_request(take_in)


def take_in() -> None:
    """Read the body, form and files included; later questions find it read."""
    if only_reads() or request.endpoint is None:
        return
    may: Takes = getattr(current_app.view_functions[request.endpoint], "takes", USUAL)
    request.max_content_length = may.most_bytes
    if may.in_a_field:
        request.max_form_memory_size = may.most_bytes
    if not may.as_it_comes:
        request.get_data(parse_form_data=True)
