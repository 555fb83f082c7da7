"""Calls made from the description: good ones, spoilt ones, and good ones about a room and an order that are there.

Every answer is checked against the description: no 5xx, no status, type or body that is not described, nothing spoilt
taken, nothing good refused as malformed, nothing answered without the token.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from limits import parse
from schemathesis import Case, GenerationMode
from schemathesis.checks import load_all_checks

from fieldapp.web import wrong_tokens
from fieldapp.web.api import bearer

REAL_ROOM = {"site": "YG", "building": "3栋", "door": "503"}
REAL_LINES: list[list[dict[str, Any]]] = [[{"item": "WTR-008"}], [{"words": "装一个秋千"}], []]
HEADERS = {"Accept-Language": "en", "Accept-Encoding": "identity"}


def fuzz(app: Flask, token: str, numbers: list[str], *, examples: int, seed_of_it: int) -> dict[str, int]:
    """So many examples of each call. Gives back how many calls were made of each; raises at the first that fails."""
    load_all_checks()
    made: dict[str, int] = {}
    description = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    with without_throttle():
        for found in description.get_all_operations():
            operation = found.ok()
            made[operation.label] = run_one(operation, token, numbers, examples, seed_of_it)
    return made


def run_one(operation: Any, token: str, numbers: list[str], examples: int, number: int) -> int:
    calls = 0
    mine = {"Authorization": f"Bearer {token}"}
    kinds = [operation.as_strategy(mode, headers=mine) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=st.one_of(kinds), real=st.booleans(), lines=st.sampled_from(REAL_LINES), told=st.sampled_from(numbers))
    def call(case: Case, real: bool, lines: list[dict[str, Any]], told: str) -> None:
        nonlocal calls
        calls += 1
        if real and case.meta is not None and case.meta.generation.mode.is_positive:
            about_what_is_there(case, lines, told)
        case.call_and_validate(headers=HEADERS | mine)

    call()
    return calls


def about_what_is_there(case: Case, lines: list[dict[str, Any]], number: str) -> None:
    """The same call, but of the room and an order that there are."""
    if "number" in (case.path_parameters or {}):
        case.path_parameters["number"] = number
    if isinstance(case.body, dict) and "room" in case.body:
        case.body = case.body | {"room": REAL_ROOM, "lines": lines, "owner_phone": ""}


@contextmanager
def without_throttle() -> Iterator[None]:
    """Nobody is made to wait: that is tested elsewhere."""
    usual = bearer.CALLS_A_MINUTE, wrong_tokens.MOST
    bearer.CALLS_A_MINUTE, wrong_tokens.MOST = 10**9, parse("1000000000 per minute")
    try:
        yield
    finally:
        bearer.CALLS_A_MINUTE, wrong_tokens.MOST = usual
