"""Somebody's passkey, removed by the administrator: the device is lost, or was never theirs."""

from uuid import UUID

from flask import Blueprint, abort, redirect, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.admin_journal import note
from fieldapp.domain.journal import Act
from fieldapp.domain.passkey import Passkey
from fieldapp.web.admin.person import ours
from fieldapp.web.session import me

bp = Blueprint("passkeys", __name__, url_prefix="/people/<uuid:person_id>/passkeys/<uuid:passkey_id>/end")


@bp.post("")
def end(person_id: UUID, passkey_id: UUID) -> Response:
    """Nobody signs in with it any more. Where it was used, one stays signed in until that is ended, too."""
    person, passkey = ours(person_id), db.session.get(Passkey, passkey_id)
    if passkey is None or passkey.person_id != person.id:
        abort(404)
    act = Act.here(by_id=me().id, now=now())
    db.session.delete(passkey)
    note(db.session(), me().branch_id, act, "passkey_ended", about=person.name, person_id=person.id, name=passkey.name)
    db.session.commit()
    return redirect(url_for("admin.person.show", person_id=person_id) + "#passkeys", 303)
