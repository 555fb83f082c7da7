"""Signing in with a passkey: it says who comes, so nothing is typed."""

from typing import Any

from flask import Blueprint, jsonify, request
from limits import parse
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db, one_at_a_time, write_again
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.device_session import Way
from fieldapp.domain.passkey import LONGEST_ID, Passkey, passkey_with
from fieldapp.domain.people import Person
from fieldapp.web import guard, passkeys, session
from fieldapp.web.how_often import count, refuse_too_often
from fieldapp.web.known_browser import remember
from fieldapp.web.places import local
from fieldapp.web.this_phone import is_locked
from fieldapp.web.tries import write_down_a_wrong_one

bp = Blueprint("passkey_sign_in", __name__, url_prefix="/sign-in/passkey")
bp.before_request(guard.open_to_all())

# Nobody guesses a signature; but who tries, tries with our processor. Only wrong ones count.
MOST, WHAT = parse("20 per minute"), "passkey"


@bp.post("/challenge")
def ask() -> dict[str, Any]:
    return passkeys.ask_for_one()


@bp.post("")
def enter() -> Response:
    """Where to go on, for the script of the sign-in page."""
    refuse_too_often(MOST, WHAT, _address())
    try:
        person = _who()
    except RuleBroken:
        count(MOST, WHAT, _address())
        write_down_a_wrong_one(None)
        raise
    session.begin(person, Way.PASSKEY)
    return remember(jsonify(onwards=local(request.form.get("next")) or "/"), person.login)


def _who() -> Person:
    """Whose passkey answered. That there is none of this name is told in the words of a wrong one."""
    if is_locked():
        raise RuleBroken("sign_in.phone_locked")
    asked = passkeys.asked("sign in")
    answer = passkeys.answer_in(request.form.get("credential", ""))
    passkey, person = _known(passkeys.named(answer.raw_id))
    proof = passkeys.proven(answer, asked, passkey)
    passkey.use(proof.new_sign_count, asked_at=asked.at, at=now())
    db.session.commit()
    return person


def _known(name: str) -> tuple[Passkey, Person]:
    if len(name) > LONGEST_ID:
        raise RuleBroken("passkey.unknown")
    write_again()
    one_at_a_time(f"passkey {name}")
    found = db.session.execute(passkey_with(name)).one_or_none()
    if found is None:
        raise RuleBroken("passkey.unknown")
    return found[0], found[1]


def _address() -> str:
    return request.remote_addr or ""
