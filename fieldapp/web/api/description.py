"""`/api/v1/openapi.json`: the description, made from the views and the data as they are, so that it cannot differ."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, current_app, json
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from werkzeug.routing import Rule

from fieldapp.domain.system import Scope
from fieldapp.web import guard
from fieldapp.web.api.data import KEY, NUMBER, HookEvent, Problem
from fieldapp.web.api.meaning import _l, translated
from fieldapp.web.api.operation import JSON, Operation
from fieldapp.web.language import language
from fieldapp.web.problem import MIMETYPE, PROBLEMS

bp = Blueprint("api_description", __name__, url_prefix="/api/v1")
bp.before_request(guard.open_to_all())

VERSION = "1.0"
OF_THE_API = "api."
REF = "#/components/schemas/{model}"
PATH = {"number": NUMBER}

SCOPES = {
    Scope.ORDERS_READ: _l("read how orders stand"),
    Scope.OWNERS_READ: _l("read for whom and where they are"),
    Scope.ORDERS_WRITE: _l("write orders, and cancel those it wrote"),
    Scope.CATALOGUE_READ: _l("read the catalogue"),
}
ABOUT = _l(
    "Orders of the property company for its other systems. Every call carries “Authorization: Bearer” and the token"
    " that the administrator made for the system; no cookie counts. Sentences come in the language that"
    " Accept-Language asks for, Chinese or English. Money is whole fen, quantities are whole thousandths, moments are"
    " RFC 3339. A request has at most 65,536 bytes; 300 calls a minute are answered, more than that with 429 and"
    " Retry-After. What is refused comes as application/problem+json with a code for programs and a sentence for"
    " people; 409 means that a rule of the business or the state of the order says no."
)
NOES = {
    403: _l("The token is not good for this call."),
    404: _l("There is no such order or room."),
    409: _l("A rule of the business or the state of the order says no; the code says which."),
}
HOOK = _l(
    "Sent by us to the address that the administrator gave, for the events chosen there, as a POST. “webhook-id” is the"
    " id of the event, the same however often it comes; “webhook-timestamp” are seconds since 1970; “webhook-signature”"
    " is “v1,” and, in base64, HMAC-SHA256 over id, timestamp and body with points between, with the bytes behind"
    " “whsec_” in the secret as its key. Answer 2xx within eight seconds. Anything else is tried again, later each"
    " time, for a day; 410 ends it. Events may come twice or out of turn: the greater “version” is the newer."
)


@bp.get("/openapi.json")
def show() -> Response:
    kept: dict[str, Any] = current_app.extensions.setdefault("api_descriptions", {})
    spoken = language().value
    if spoken not in kept:
        kept[spoken] = json.dumps(described(), ensure_ascii=False)
    answer = Response(kept[spoken], mimetype=JSON)
    answer.vary.add("Accept-Language")
    return answer


def described() -> dict[str, Any]:
    """The whole of it, in the language of whoever asks."""
    operations = list(_operations())
    schemas = _schemas(operations)
    whole = {
        "openapi": "3.1.0",
        "info": {"title": _l("Orders for other systems"), "version": VERSION, "description": ABOUT},
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": _paths(operations, schemas),
        "webhooks": {"orderChanged": {"post": _hook()}},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {name: schema for name, schema in schemas.items() if name != "OrderQuery"},
        },
    }
    told: dict[str, Any] = translated(whole)
    return told


def _operations() -> Iterator[tuple[Rule, str, Operation]]:
    """Every route of the API with its method and what its view says of itself."""
    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if rule.endpoint.startswith(OF_THE_API):
            said: Operation = getattr(current_app.view_functions[rule.endpoint], "operation")  # noqa: B009 (typed so)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method.lower(), said


def _paths(operations: list[tuple[Rule, str, Operation]], schemas: dict[str, Any]) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for rule, method, said in operations:
        path = paths.setdefault(re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), {})
        path[method] = _one(rule, said, schemas)
    return paths


def _one(rule: Rule, said: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    one: dict[str, Any] = {
        "operationId": rule.endpoint.removeprefix(OF_THE_API).replace(".", "_"),
        "summary": said.summary,
        "description": said.meaning,
        "x-scope": said.scope.value,
        "parameters": [*_in_path(rule), *_in_header(said), *_in_query(said, schemas)],
        "responses": {
            **{str(status): _answer(model, JSON, _phrase(status)) for status, model in said.answers.items()},
            **{str(status): _answer(Problem, MIMETYPE, _no(status)) for status in said.problems},
        },
    }
    if said.body:
        one["requestBody"] = {"required": True, "content": {JSON: {"schema": _ref(said.body)}}}
    return one


def _in_path(rule: Rule) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "pattern": PATH[name]}}
        for name in sorted(rule.arguments)
    ]


def _in_header(said: Operation) -> list[dict[str, Any]]:
    if not said.keyed:
        return []
    words = _l("Made by you, another one for each order: sent again with the same key, the order is written once.")
    schema = {"type": "string", "pattern": KEY}
    return [{"name": "Idempotency-Key", "in": "header", "required": True, "description": words, "schema": schema}]


def _in_query(said: Operation, schemas: dict[str, Any]) -> list[dict[str, Any]]:
    if said.query is None:
        return []
    fields = schemas[said.query.__name__]["properties"]
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": field.get("description", ""),
            "schema": _without_null({key: part for key, part in field.items() if key != "description"}),
        }
        for name, field in fields.items()
    ]


def _without_null(field: dict[str, Any]) -> dict[str, Any]:
    """A parameter of an address is there or not; it is never null."""
    kinds = [kind for kind in field.pop("anyOf", []) if kind.get("type") != "null"]
    return (kinds[0] if kinds else {}) | {key: part for key, part in field.items() if part is not None}


def _answer(model: type[BaseModel], mimetype: str, words: Any) -> dict[str, Any]:
    return {"description": str(words), "content": {mimetype: {"schema": _ref(model)}}}


def _no(status: int) -> Any:
    return NOES.get(status, PROBLEMS[status][1])


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase


def _hook() -> dict[str, Any]:
    names = ("webhook-id", "webhook-timestamp", "webhook-signature")
    return {
        "summary": _l("An order has come to another state"),
        "description": HOOK,
        "parameters": [
            {"name": name, "in": "header", "required": True, "schema": {"type": "string"}} for name in names
        ],
        "requestBody": {"required": True, "content": {JSON: {"schema": _ref(HookEvent)}}},
        "responses": {"2XX": {"description": _l("Taken")}},
    }


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": REF.format(model=model.__name__)}


def _schemas(operations: list[tuple[Rule, str, Operation]]) -> dict[str, Any]:
    sent = {model for _, _, said in operations for model in (said.body, said.query) if model}
    told = {model for _, _, said in operations for model in said.answers.values()} | {Problem, HookEvent}
    by_name = sorted(
        [(model, "validation") for model in sent] + [(model, "serialization") for model in told],
        key=lambda pair: pair[0].__name__,
    )
    _, made = models_json_schema(by_name, by_alias=True, ref_template=REF)  # type: ignore[arg-type]
    schemas: dict[str, Any] = _untitled(made["$defs"])
    return schemas


def _untitled(schema: Any) -> Any:
    """Without the titles that the library makes of the names: the names say as much."""
    if isinstance(schema, list):
        return [_untitled(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {name: _untitled(part) for name, part in schema.items() if not (name == "title" and isinstance(part, str))}
