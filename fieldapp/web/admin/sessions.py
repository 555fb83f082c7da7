"""A session of somebody, ended by the administrator: a computer left behind, a phone that never told its name."""

from uuid import UUID

from flask import Blueprint, abort, redirect, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.device_session import session_of
from fieldapp.domain.ending_a_session import end_from_elsewhere
from fieldapp.domain.journal import Act
from fieldapp.web.admin.person import ours
from fieldapp.web.session import me

bp = Blueprint("sessions", __name__, url_prefix="/people/<uuid:person_id>/sessions/<uuid:session_id>/end")


@bp.post("")
def end(person_id: UUID, session_id: UUID) -> Response:
    person = ours(person_id)
    one = db.session.scalars(session_of(person.id, session_id)).one_or_none() or abort(404)
    end_from_elsewhere(db.session(), one, person, Act.here(by_id=me().id, now=now()))
    db.session.commit()
    return redirect(url_for("admin.person.show", person_id=person_id) + "#sessions", 303)
