"""Who asks: another system, by the token in its Authorization header. No cookie counts here."""

import re
from typing import Any, cast

from flask import abort, g, request
from limits import parse

from fieldapp.clock import now
from fieldapp.db import Busy, beside, db, only_reads, reading
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.system import NOTED_EVERY, Scope, used, with_token
from fieldapp.web.guard import SYSTEMS, Only
from fieldapp.web.how_often import count_or_refuse
from fieldapp.web.wrong_tokens import count_a_wrong_one, refuse_too_many

CALLS_A_MINUTE = 300
BEARER = re.compile(r"Bearer ([A-Za-z0-9_-]{20,100})")


class BearerOnly(Only):
    """A guard for a blueprint's ``before_request``: turns away whoever has no good token, or asks too often."""

    def __init__(self) -> None:
        super().__init__(SYSTEMS)

    def __call__(self) -> None:
        if "Authorization" not in request.headers:
            abort(401)
        refuse_too_many()
        g.system = _asker()
        if g.system is None:
            count_a_wrong_one()
            abort(401)
        count_or_refuse(parse(f"{CALLS_A_MINUTE} per minute"), "call of a system", str(g.system.id))
        _note_that_it_came()


def asker() -> Any:
    """The system that asks. Only for views behind the guard."""
    return cast(Any, g.system)


def may(scope: Scope) -> bool:
    """Whether its token is good for this."""
    return scope in asker().scopes


def require(scope: Scope) -> None:
    """Raises RuleBroken ``system.scope_missing``."""
    if not may(scope):
        raise RuleBroken("system.scope_missing", scope=scope.value)


def _asker() -> Any:
    said = BEARER.fullmatch(request.headers.get("Authorization", ""))
    return reading().execute(with_token(said[1])).one_or_none() if said else None


def _note_that_it_came() -> None:
    """To some minutes: when it was last used is for people who wonder whether it still is."""
    at, before = now(), g.system.used_at
    if before is not None and at - before < NOTED_EVERY:
        return
    if not only_reads():
        db.session.execute(used(g.system.id, at))
        return
    try:
        with beside() as session:
            session.execute(used(g.system.id, at))
            session.commit()
    except Busy:
        return  # the next call notes it
