"""A phone that was lost: locked, so that nobody gets in with it; unlocked when it was found."""

from uuid import UUID

from flask import Blueprint, abort, redirect, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.journal import Act
from fieldapp.domain.lost_phone import lock_phone, phone_of, unlock_phone
from fieldapp.web.admin.person import ours
from fieldapp.web.forms import Form
from fieldapp.web.session import me

bp = Blueprint("phones", __name__, url_prefix="/people/<uuid:person_id>/phones/<uuid:device>/lock")


@bp.post("")
def change(person_id: UUID, device: UUID) -> Response:
    """Locked; with ``found`` unlocked."""
    person, act = ours(person_id), Act.here(by_id=me().id, now=now())
    phone = db.session.scalars(phone_of(person, device)).one_or_none() or abort(404)
    if Form().ticked("found"):
        unlock_phone(db.session(), phone, person, act)
    else:
        lock_phone(db.session(), phone, person, act)
    db.session.commit()
    return redirect(url_for("admin.person.show", person_id=person_id) + "#phones", 303)
