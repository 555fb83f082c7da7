"""One's own devices: where one is signed in, ended one by one, or all others at once."""

from uuid import UUID

from flask import Blueprint, abort, redirect, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.device_session import session_of, sessions_of
from fieldapp.domain.ending_a_session import end_from_elsewhere
from fieldapp.domain.journal import Act
from fieldapp.web.session import me

bp = Blueprint("devices", __name__, url_prefix="/devices")


@bp.post("/<uuid:session_id>/end")
def end(session_id: UUID) -> Response:
    """Another one of mine; for this one there is signing out."""
    one = db.session.scalars(session_of(me().id, session_id)).one_or_none()
    if one is None or one.id == me().session_id:
        abort(404)
    end_from_elsewhere(db.session(), one, me(), Act.here(by_id=me().id, now=now()))
    db.session.commit()
    return _back()


@bp.post("/end")
def end_others() -> Response:
    """All but this one."""
    act = Act.here(by_id=me().id, now=now())
    for one in db.session.scalars(sessions_of(me().id, act.at)).all():
        if one.id != me().session_id:
            end_from_elsewhere(db.session(), one, me(), act)
    db.session.commit()
    return _back()


def _back() -> Response:
    return redirect(url_for("account.page.show", _anchor="devices"), 303)
