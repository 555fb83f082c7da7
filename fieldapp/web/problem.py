"""What a program reads when something is not as it asked: RFC 9457, with a code for it and a sentence for people."""

import json
from typing import Any

from flask import Response, g, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from fieldapp.domain.base import Overtaken, RuleBroken
from fieldapp.web.words import sentence

API = "/api/"
MIMETYPE = "application/problem+json"

# By status: the code, and what it says.
PROBLEMS: dict[int, tuple[str, LazyString]] = {
    400: ("request.unreadable", _("This request cannot be read.")),
    401: ("token.unknown", _("No token of a system, or one that is not good any more.")),
    403: ("request.other_site", _("Pages of other sites cannot call this.")),
    404: ("nothing.there", _("There is nothing at this address.")),
    405: ("method.not_taken", _("This address takes another kind of request.")),
    409: ("order.changed_meanwhile", _("Somebody else has just changed this. Look at it again and decide again.")),
    413: ("request.too_large", _("This request is too large.")),
    415: ("body.not_json", _("Only JSON is read here.")),
    422: ("body.not_as_described", _("This is not what the description says; the faults are named.")),
    429: ("calls.too_many", _("That was too often. Wait, then go on.")),
    500: ("server.mistake", _("A mistake of ours. Whoever keeps the server finds it by the number.")),
    503: ("server.busy", _("The server cannot do it at the moment. Nothing was stored; send the same again.")),
}
# A refusal of the rules is a conflict with how things stand (409), but for these.
STATUS = {"system.scope_missing": 403, "intake.no_such_room": 404, "order.unknown": 404, "key.missing": 400}


def asked_of_the_api() -> bool:
    """Does another system ask?"""
    return request.path.startswith(API)


def refusal(rule: RuleBroken) -> Response:
    """A rule of the business said no."""
    status = 409 if isinstance(rule, Overtaken) else STATUS.get(rule.code, 409)
    return problem(status, code=rule.code, words=sentence(rule))


def problem(status: int, *, code: str = "", words: str = "", **more: Any) -> Response:
    """The answer. What is asked again later says when."""
    usual, title = PROBLEMS.get(status, PROBLEMS[400 if status < 500 else 500])
    told = {"title": words or str(title), "status": status, "code": code or usual, "request": g.request_id} | more
    response = Response(json.dumps(told, ensure_ascii=False), status, mimetype=MIMETYPE)
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if status == 429:
        response.headers["Retry-After"] = "60"
    return response
