"""One call of the API: what it is called with and what it answers, declared once, for the code and the description."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Response, abort, request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.system import Scope
from fieldapp.web.api.bearer import require
from fieldapp.web.api.data import KEY
from fieldapp.web.problem import problem
from fieldapp.web.sent_body import takes
from fieldapp.web.words import sentence

MOST_BYTES = 64 * 1024
JSON = "application/json"
ALWAYS = frozenset({401, 403, 429, 500, 503})
WITH_A_BODY = frozenset({400, 413, 415, 422})

# What is said of a fault that people make, too; the rest is for whoever wrote the program.
FAULTS = {"missing": "form.missing", "string_too_long": "form.too_long", "extra_forbidden": "form.no_such_field"}

View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """What a view says of itself."""

    summary: str
    meaning: str
    scope: Scope
    answers: Mapping[int, type[BaseModel]]
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    keyed: bool = False  # needs a key, under which it is done once
    refusals: frozenset[int] = frozenset()

    @property
    def problems(self) -> list[int]:
        """Every status with which it may say no."""
        more = WITH_A_BODY if self.body else frozenset()
        return sorted(ALWAYS | more | ({422} if self.query else set()) | self.refusals)


def operation(
    summary: str,
    meaning: str,
    *,
    scope: Scope,
    answers: Mapping[int, type[BaseModel]],
    body: type[BaseModel] | None = None,
    query: type[BaseModel] | None = None,
    keyed: bool = False,
    refusals: frozenset[int] = frozenset(),
) -> Callable[[View], View]:
    """For a view: it is given what was sent, read and checked (``sent``, ``query``, ``key``), and gives back what is
    told and the status."""
    said = Operation(summary, meaning, scope, answers, body, query, keyed, refusals)

    def declared(view: View) -> View:
        @takes(MOST_BYTES)
        @wraps(view)
        def called(**path: Any) -> Response:
            require(said.scope)
            try:
                given = _given(said)
            except ValidationError as error:
                return _not_as_described(error)
            told, status = view(**path, **given)
            return Response(told.model_dump_json(by_alias=True), status, mimetype=JSON)

        called.operation = said  # type: ignore[attr-defined]
        return called

    return declared


def _given(said: Operation) -> dict[str, Any]:
    given: dict[str, Any] = {}
    if said.keyed:
        given["key"] = _key()
    if said.body:
        given["sent"] = said.body.model_validate_json(_body())
    if said.query:
        given["query"] = said.query.model_validate_strings(request.args.to_dict())
    return given


def _key() -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not re.fullmatch(KEY, key):
        raise RuleBroken("key.missing")
    return key


def _body() -> bytes:
    if request.mimetype != JSON:
        abort(415)
    return request.get_data()


def _not_as_described(error: ValidationError) -> Response:
    faults = error.errors(include_url=False, include_context=True, include_input=False)
    if any(fault["type"] == "json_invalid" for fault in faults):
        return problem(400)
    return problem(422, faults=[{"at": ".".join(map(str, fault["loc"])), "words": _said(fault)} for fault in faults])


def _said(fault: ErrorDetails) -> str:
    told = fault.get("ctx", {})
    code = FAULTS.get(fault["type"], "form.not_as_described")
    return sentence(RuleBroken(code, most=told.get("max_length", "")))
