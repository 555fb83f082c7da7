"""Whether the process lives, and whether it can do its work: for those who watch over it."""

from flask import Blueprint, Response

from fieldapp.clock import now
from fieldapp.db import Busy, Unreachable, db
from fieldapp.domain.heartbeat import is_silent, last_beat
from fieldapp.schema import is_migrated
from fieldapp.web import guard

bp = Blueprint("health", __name__)
bp.before_request(guard.open_to_all())


@bp.get("/healthz")
def lives() -> Response:
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
def ready() -> Response:
    """200 when all is good, else 503 and what is not."""
    trouble = _trouble()
    return Response(f"{trouble or 'ok'}\n", 503 if trouble else 200, mimetype="text/plain")


def _trouble() -> str | None:
    try:
        if not is_migrated():
            return "migrations: the database is not at this version (fieldapp upgrade)"
        silent = is_silent(db.session.scalar(last_beat()), now())
        return "worker: it is silent, so no message goes out (fieldapp worker)" if silent else None
    except (Busy, Unreachable):
        return "database: it does not answer"
