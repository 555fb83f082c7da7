"""`/push/drills` and `/push/rings`: a technician's phone is tried out, and the open page asks what to ring for.

Both stand outside of /my, whose pages the service worker keeps: nothing of this is worth anything a moment later.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request

from fieldapp.clock import now
from fieldapp.db import db, reading
from fieldapp.domain.drill import by_open_app, by_push, drill_as_it_stands, drill_of, page_of
from fieldapp.domain.message import Message
from fieldapp.domain.on_duty import duties_around, present
from fieldapp.domain.people import Person, Role
from fieldapp.domain.readiness import READINESS, reach
from fieldapp.domain.rings import rings_of
from fieldapp.domain.subscription import Subscription
from fieldapp.web import guard
from fieldapp.web.message_words import About, words_for
from fieldapp.web.protocol import ours
from fieldapp.web.sent_body import takes
from fieldapp.web.session import me

MOST_BYTES = 1024
APP = "app"

bp = Blueprint("drills", __name__, url_prefix="/push")
bp.before_request(guard.only(Role.TECHNICIAN))
bp.after_request(ours)


@bp.post("/drills")
@takes(MOST_BYTES)
def begin() -> tuple[dict[str, str], int]:
    """Try one way: a subscription of this person by its id, or the open app."""
    message = _drill(_way())
    db.session.add(message)
    db.session.commit()
    return {"id": str(message.id)}, 201


@bp.get("/drills")
def stand() -> dict[str, Any]:
    """How this person stands: on duty until when, how ready for an emergency, and when the phone's word came last."""
    at = now()
    row = reading().execute(READINESS, {"people": [me().id], "now": at}).one()
    found = reach(row)
    tested_at = max(filter(None, (found.tested_at, found.open_tested_at)), default=None)
    return {
        "until": _until(at),
        "readiness": found.readiness(row.duty_begins, at).value,
        "tested_at": tested_at.isoformat() if tested_at else None,
    }


@bp.get("/drills/<uuid:drill_id>")
def show(drill_id: UUID) -> dict[str, Any]:
    """How far it has come."""
    row = reading().execute(drill_of(drill_id, me().id)).one_or_none() or abort(404)
    drill = drill_as_it_stands(row)
    return {"state": drill.state.value, "seconds": drill.seconds, "why": drill.why}


@bp.get("/rings")
def rings() -> dict[str, Any]:
    """What the open page should ring for. Asked every two seconds while somebody is on duty."""
    at = now()
    found = reading().execute(rings_of(me().id, at))
    return {"on_duty": _until(at) is not None, "rings": [_ring(row) for row in found]}


@bp.post("/rings")
def listen() -> tuple[str, int]:
    """The page is there and may make a sound."""
    page_of(db.session(), me().id, at=now())
    db.session.commit()
    return "", 204


def _until(at: datetime) -> str | None:
    duty = present(list(db.session.scalars(duties_around(me().id, at))), at)
    return duty.ends_at.isoformat() if duty else None


def _way() -> Any:
    """What the page chose; nothing for what cannot be read, brackets within brackets without end included."""
    try:
        told = request.get_json(silent=True)
    except RecursionError:
        abort(422)
    return told.get("way") if isinstance(told, dict) else None


def _drill(way: Any) -> Message:
    at = now()
    person = db.session.get_one(Person, me().id)
    if way == APP:
        return by_open_app(page_of(db.session(), person.id, at=at), person, at=at)
    row = db.session.get(Subscription, _id(way))
    if row is None or row.person_id != person.id or not row.is_live:
        abort(404)
    return by_push(row, person, at=at)


def _id(way: Any) -> UUID:
    try:
        return UUID(way)
    except (ValueError, AttributeError, TypeError):
        abort(422)


def _ring(row: Any) -> dict[str, Any]:
    about = About(*(getattr(row, name) for name in About.__slots__)) if row.order_id else None
    words = words_for(row.kind, row.facts, row.language, about, urgent=row.urgency.value == "high")
    return {
        "title": words.title,
        "body": words.body,
        "path": words.path,
        "kind": row.kind.value,
        "key": row.key,
        "topic": row.topic,
        "revision": row.revision,
        "urgent": row.urgency.value == "high",
        "token": row.receipt_token,
    }
