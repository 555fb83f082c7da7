"""`/api/v1/`: the same description for people who write the other program: no sign-in, no script."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, make_response, render_template
from flask_babel import gettext as _

from fieldapp.web import guard
from fieldapp.web.api.data import TEXT
from fieldapp.web.api.description import SCOPES, described
from fieldapp.web.api.meaning import translated
from fieldapp.web.language import of_the_device, owner_language
from fieldapp.web.problem import PROBLEMS

bp = Blueprint("page", __name__)
bp.before_request(guard.open_to_all())

WORDS_OF_KINDS = ("pattern", "minimum", "maximum", "maxLength", "maxItems")


@dataclass(frozen=True, slots=True)
class Row:
    """One field of a table."""

    name: str
    kind: str
    required: bool
    words: str


@dataclass(frozen=True, slots=True)
class Call:
    """One call, ready to be drawn."""

    id: str
    method: str
    path: str
    summary: str
    words: str
    scope: str
    sent: list[Row]
    told: list[Row]
    statuses: list[tuple[str, str]]


@bp.get("/")
def show() -> Response:
    owner_language(of_the_device())
    whole = described()
    calls = [_call(whole, path, method, one) for path, each in whole["paths"].items() for method, one in each.items()]
    hook = whole["webhooks"]["orderChanged"]["post"]
    page = render_template(
        "api/page.html",
        info=whole["info"],
        calls=calls,
        scopes=[(scope.value, translated({"description": words})["description"]) for scope, words in SCOPES.items()],
        hook=_call(whole, "", "post", hook),
        problems=[(status, code, str(words)) for status, (code, words) in PROBLEMS.items()],
    )
    return make_response(page)


def _call(whole: dict[str, Any], path: str, method: str, one: dict[str, Any]) -> Call:
    body = one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    good: dict[str, Any] = next((answer for status, answer in one["responses"].items() if status in {"200", "201"}), {})
    told = good.get("content", {}).get("application/json", {}).get("schema")
    return Call(
        id=one.get("operationId", "webhook"),
        method=method.upper(),
        path=path,
        summary=one["summary"],
        words=one["description"],
        scope=one.get("x-scope", ""),
        sent=[*_parameters(one), *(_rows(whole, body) if body else [])],
        told=list(_rows(whole, told)) if told else [],
        statuses=[(status, answer["description"]) for status, answer in one["responses"].items()],
    )


def _parameters(one: dict[str, Any]) -> Iterator[Row]:
    for parameter in one["parameters"]:
        where = {"path": _("in the address"), "query": _("after the “?”"), "header": _("header")}[parameter["in"]]
        kind = f"{where}, {_kind({}, parameter['schema'])}"
        yield Row(parameter["name"], kind, parameter["required"], parameter.get("description", ""))


def _rows(whole: dict[str, Any], schema: dict[str, Any], before: str = "") -> Iterator[Row]:
    """Every field, and those within it, as one table: ``lines[].item``."""
    schema = _found(whole, schema)
    for name, field in schema.get("properties", {}).items():
        inner, many = _inside(whole, field)
        path = f"{before}{name}{'[]' if many else ''}"
        yield Row(path, _kind(whole, field), name in schema.get("required", ()), field.get("description", ""))
        yield from _rows(whole, inner, f"{path}.")


def _inside(whole: dict[str, Any], field: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """What a field holds, and whether there may be many of it."""
    field = _found(whole, _said(field))
    return (_found(whole, field["items"]), True) if field.get("type") == "array" else (field, False)


def _kind(whole: dict[str, Any], field: dict[str, Any]) -> str:
    """``string``, ``integer or null``, and its bounds, or the values it may have."""
    empty = any(kind.get("type") == "null" for kind in field.get("anyOf", ()))
    found = _found(whole, _said(field))
    words = found.get("format") or found.get("type", "")
    if values := found.get("enum"):
        words = " | ".join(values)
    bounds = [f"{name} {found[name]}" for name in WORDS_OF_KINDS if name in found and found[name] != TEXT]
    return ", ".join([f"{words} | null" if empty else words, *bounds])


def _said(field: dict[str, Any]) -> dict[str, Any]:
    """Without the alternative that there is nothing."""
    kinds = [kind for kind in field.get("anyOf", ()) if kind.get("type") != "null"]
    return kinds[0] if kinds else field


def _found(whole: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = whole["components"]["schemas"][name] if name else schema
    return found
