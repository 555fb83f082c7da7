"""One's own passkeys: one more, with the password, and one less."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db, one_at_a_time, write_again
from fieldapp.domain.admin_journal import note
from fieldapp.domain.journal import Act
from fieldapp.domain.passkey import Passkey, may_have_another, passkeys_of
from fieldapp.web import passkeys
from fieldapp.web.forms import Form
from fieldapp.web.own_password import require_own_password
from fieldapp.web.session import me

bp = Blueprint("keys", __name__, url_prefix="/passkeys")


@bp.post("/challenge")
def ask() -> dict[str, Any]:
    """What the browser makes one from. With the password: who finds a phone lying open gets no key of their own."""
    form = Form()
    name = form.text("name", most=60)
    form.check()
    require_own_password(form.sent.get("password", ""))
    standing = db.session.scalars(passkeys_of(me().id)).all()
    may_have_another(len(standing))
    return passkeys.ask_for_a_new_one(me(), name, standing)


@bp.post("")
def add() -> dict[str, str]:
    """The passkey that the browser has made."""
    asked = passkeys.asked("new")
    made = passkeys.new_one(Form().sent.get("credential", ""), asked)
    write_again()
    one_at_a_time(f"passkeys of {me().id}")
    may_have_another(len(db.session.scalars(passkeys_of(me().id)).all()))
    passkey = Passkey(
        person_id=me().id,
        credential=passkeys.named(made.credential_id),
        public_key=made.credential_public_key,
        signed=made.sign_count,
        name=asked.name,
        made_at=now(),
    )
    db.session.add(passkey)
    _note("passkey_added", passkey)
    db.session.commit()
    return {"onwards": url_for("account.page.show", _anchor="passkeys")}


@bp.post("/<uuid:passkey_id>/end")
def end(passkey_id: UUID) -> Response:
    """Nobody signs in with it any more."""
    passkey = db.session.get(Passkey, passkey_id)
    if passkey is None or passkey.person_id != me().id:
        abort(404)
    db.session.delete(passkey)
    _note("passkey_removed", passkey)
    db.session.commit()
    return redirect(url_for("account.page.show", _anchor="passkeys"), 303)


def _note(what: str, passkey: Passkey) -> None:
    act = Act.here(by_id=me().id, now=now())
    note(db.session(), me().branch_id, act, what, about=me().name, person_id=me().id, name=passkey.name)
