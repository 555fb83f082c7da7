"""One's own PIN: chosen, changed and given up with the password."""

from flask import Blueprint, redirect, url_for
from werkzeug import Response

from fieldapp import passwords
from fieldapp.clock import now
from fieldapp.db import db, one_at_a_time, write_again
from fieldapp.domain.admin_journal import note
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.domain.pin import Pin, chosen, pin_of
from fieldapp.web.account.page import page
from fieldapp.web.forms import Form
from fieldapp.web.own_password import require_own_password
from fieldapp.web.session import me
from fieldapp.web.words import sentence

bp = Blueprint("pin", __name__, url_prefix="/pin")


@bp.post("")
def choose() -> Response:
    """Another one, or the first. It counts on this phone at once, on others from their next page on."""
    form = Form()
    try:
        figures = chosen(form.sent.get("pin", ""), form.sent.get("again", ""))
        require_own_password(form.sent.get("password", ""))
    except RuleBroken as refusal:
        return page(sentence(refusal), 422, of="pin")
    pin_hash, proof = passwords.hashed(figures), passwords.proof_for_a_phone(figures)
    write_again()
    one_at_a_time(f"pin of {me().id}")
    pin = db.session.scalars(pin_of(me().id)).one_or_none() or Pin(person_id=me().id)
    pin.pin_hash, pin.proof, pin.set_at = pin_hash, proof, now()
    pin.open()
    db.session.add(pin)
    _note("pin_chosen")
    db.session.commit()
    return redirect(url_for("account.page.show", _anchor="pin"), 303)


@bp.post("/end")
def end() -> Response:
    """Nothing asks for it any more."""
    try:
        require_own_password(Form().sent.get("password", ""))
    except RuleBroken as refusal:
        return page(sentence(refusal), 422, of="pin")
    write_again()
    pin = db.session.scalars(pin_of(me().id)).one_or_none()
    if pin is not None:
        db.session.delete(pin)
        _note("pin_given_up")
        db.session.commit()
    return redirect(url_for("account.page.show", _anchor="pin"), 303)


@bp.post("/forgotten")
def open_with_the_password() -> tuple[str, int]:
    """A phone that was turned to the owner opens by the password, too: for the script of its lock."""
    require_own_password(Form().sent.get("password", ""))
    return "", 204


def _note(what: str) -> None:
    act = Act.here(by_id=me().id, now=now())
    note(db.session(), me().branch_id, act, what, about=me().name, person_id=me().id)
