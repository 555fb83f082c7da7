"""Log lines for machines, one JSON object each, on standard error; every request has a number."""

import logging
import sys
from typing import Any
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request
from structlog.contextvars import bind_contextvars, clear_contextvars
from structlog.tracebacks import ExceptionDictTransformer


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
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    app.before_request(number_the_request)
    app.after_request(tell_the_number)


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
