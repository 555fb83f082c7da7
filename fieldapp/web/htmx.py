"""The little that the server has to know about htmx."""

from typing import Any

from flask import redirect, render_template, request
from werkzeug import Response


def asked_by_htmx() -> bool:
    """Whether htmx asked, so that a part of the page is the answer."""
    return request.headers.get("HX-Request") == "true"


def fragment(template: str, *, instead: str, **context: Any) -> str | Response:
    """Answer htmx with the part of the page that changed, and a plain form with a redirect."""
    if asked_by_htmx():
        return render_template(template, **context)
    return redirect(instead, 303)
