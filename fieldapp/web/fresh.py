"""A page that has not changed is not sent again: 304 before anything is drawn.

tag = fresh.tag(day_version, screen_size)
return fresh.unchanged(tag) or fresh.tagged(render_template(...), tag)
"""

from hashlib import sha256
from typing import Any

from flask import Response, current_app, make_response, request

from fieldapp.web.language import language
from fieldapp.web.session import someone


def tag(*parts: Any) -> str:
    """A short text that changes with the parts, the reader, the language and the build."""
    reader = someone()
    whole = [
        current_app.extensions["assets"].build,
        language().value,
        *((reader.id, reader.pin) if reader else ()),
        *parts,
    ]
    return sha256(repr([str(part) for part in whole]).encode()).hexdigest()[:20]


def unchanged(tag: str) -> Response | None:
    """The 304 when the browser still has the page of this tag."""
    return tagged(Response(status=304), tag) if request.if_none_match.contains_weak(tag) else None


def tagged(page: str | Response, tag: str) -> Response:
    """The page with its tag."""
    response = make_response(page)
    response.set_etag(tag, weak=True)  # weak: the same page compressed is still the same page
    return response
