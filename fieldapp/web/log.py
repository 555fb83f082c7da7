"""Log lines for machines, one JSON object each, on standard error; every request has a number."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from typing import Any
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request
from structlog.contextvars import bind_contextvars, clear_contextvars
from structlog.tracebacks import ExceptionDictTransformer


class Lines(structlog.PrintLogger):
    """Lines that may find no room, where they go to the disk that is full: nobody is served any worse for that."""

    def msg(self, message: str) -> None:
        with suppress(OSError):
            super().msg(message)

    debug = info = warning = error = critical = msg


class LoggedFlask(Flask):
    """A Flask whose unforeseen errors are log lines like all others."""

    def log_exception(self, exc_info: Any) -> None:
        structlog.get_logger(__name__).error("request.failed", method=request.method, path=_place(), exc_info=exc_info)


def init_app(app: Flask) -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # Without the variables of each frame: they hold passwords, telephone numbers and the secret key.
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            without_people,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: Lines(sys.stderr),
    )
    app.before_request(number_the_request)
    app.after_request(tell_the_number)


def without_people(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """The line without what an error may quote of somebody: what PostgreSQL found in a row, names, telephone numbers.

    We write our own lines in English, so anything Chinese in one is somebody's.
    """
    return {name: _hidden(value) for name, value in line.items()}


def _hidden(value: Any) -> Any:
    if isinstance(value, str):
        return SOMEBODYS.sub("…", TELEPHONE.sub("…", ROW.sub("", value)))
    if isinstance(value, Mapping):
        return {name: _hidden(inner) for name, inner in value.items()}
    return [_hidden(inner) for inner in value] if isinstance(value, (list, tuple)) else value


ROW = re.compile(r"\n(DETAIL|CONTEXT):.*", re.DOTALL)
TELEPHONE = re.compile(
    r"(?<![0-9a-zA-Z-])(\+?86)?[- ]?1[3-9][0-9]{9}(?![0-9a-zA-Z])|(?<![\w.-])0[0-9]{2,3}-?[0-9]{7,8}(?![\w.-])"
)
SOMEBODYS = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def _place() -> str:
    """The path, without the token that would open an owner's copy to whoever reads the log."""
    token = (request.view_args or {}).get("token")
    return request.path.replace(token, "…") if token else request.path


def number_the_request() -> None:
    """The number that stands in the log lines of this request, and on the page if it goes wrong."""
    g.request_id = uuid4().hex[:12]
    clear_contextvars()
    bind_contextvars(request_id=g.request_id)


def tell_the_number(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    return response
