"""`/locked`: a screen put away by a press or because nobody touched it; an emergency shows there, and nothing of it.

The server opens it, by the PIN of whoever is signed in; after five wrong ones by their password. Whoever else wants it
signs out and in.
"""

from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug import Response

from fieldapp import passwords
from fieldapp.db import db, one_at_a_time, reading, write_again
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.emergency_to_read import LAST_UNSETTLED
from fieldapp.domain.pin import TRIES, pin_of
from fieldapp.web import guard, screen_lock
from fieldapp.web.own_password import require_own_password
from fieldapp.web.places import way_back
from fieldapp.web.session import me
from fieldapp.web.words import sentence

bp = Blueprint("locked", __name__, url_prefix="/locked")
bp.before_request(guard.signed_in(on_a_locked_screen=True))


@bp.get("")
def show() -> Response:
    if not screen_lock.is_away():
        return redirect("/")
    return _page()


@bp.post("")
def put_away() -> Response:
    """Without a PIN nobody could open it again, so nothing happens."""
    if not me().pin:
        return redirect(way_back(), 303)
    screen_lock.put_away(way_back())
    answer = redirect("/locked", 303)
    answer.headers["Clear-Site-Data"] = '"cache"'  # whoever presses Back sees no owner
    return answer


@bp.post("/end")
def open_again() -> Response:
    try:
        if request.form.get("password"):
            _open_by_password(request.form["password"])
        else:
            _open_by_pin(request.form.get("pin", ""))
    except RuleBroken as refusal:
        return _page(sentence(refusal), 422)
    return redirect(screen_lock.opened(), 303)


@bp.get("/alarm")
def alarm() -> dict[str, str]:
    """Which emergency is the last one: no more than a number, so that the screen knows when there is another."""
    return {"last": _last()}


def _open_by_pin(figures: str) -> None:
    """The try is counted and stored before it is looked at: a hundred at once count as a hundred."""
    write_again()
    one_at_a_time(f"pin of {me().id}")
    pin = db.session.scalars(pin_of(me().id)).one_or_none()
    if pin is None:
        raise RuleBroken("pin.none")
    pin.count_a_try()
    db.session.commit()
    if not passwords.matches(pin.pin_hash, figures):
        raise RuleBroken("pin.wrong", left=TRIES - pin.wrong)
    _forgive()


def _open_by_password(password: str) -> None:
    require_own_password(password)
    _forgive()


def _forgive() -> None:
    write_again()
    pin = db.session.scalars(pin_of(me().id)).one_or_none()
    if pin is not None:
        pin.open()
        db.session.commit()


def _page(refusal: str = "", status: int = 200) -> Response:
    pin = db.session.scalars(pin_of(me().id)).one_or_none()
    told: dict[str, Any] = {"refusal": refusal, "last": _last(), "by_pin": pin is not None and not pin.is_spent}
    answer = make_response(render_template("locked.html", **told), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _last() -> str:
    return str(reading().scalar(LAST_UNSETTLED, {"branch_id": me().branch_id}) or "")
