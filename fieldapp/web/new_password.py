"""The last step of signing in with a code: a new password, and the code is used."""

from flask import Blueprint, render_template, request
from werkzeug import Response

from fieldapp import passwords
from fieldapp.clock import now
from fieldapp.db import db, one_at_a_time, write_again
from fieldapp.domain.admin_journal import note
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.device_session import Way
from fieldapp.domain.journal import Act
from fieldapp.domain.new_password import give_a_new_password
from fieldapp.domain.people import Person
from fieldapp.domain.sign_in_code import SignInCode
from fieldapp.web import guard
from fieldapp.web.chosen_password import chosen_password
from fieldapp.web.one_time_code import code_of
from fieldapp.web.places import local
from fieldapp.web.sign_in import come_in, refused
from fieldapp.web.tries import count_the_try, write_down_a_wrong_one
from fieldapp.web.words import sentence

bp = Blueprint("new_password", __name__)
bp.before_request(guard.open_to_all())


@bp.post("/sign-in/password")
def choose() -> Response | tuple[str, int]:
    """Sent again after it was used, the code counts no more: sign in with the new password."""
    login, code = request.form.get("login", ""), request.form.get("code", "")
    onwards = local(request.form.get("next")) or "/"
    try:
        password = chosen_password()
    except RuleBroken as refusal:
        told = {"login": login, "code": code, "onwards": onwards, "refusal": sentence(refusal)}
        return render_template("new_password.html", **told), 422
    try:
        count_the_try(login)
        person = _use(code_of(login, code), password)
    except RuleBroken as refusal:
        return refused(refusal, login, onwards)
    return come_in(person, login, Way.CODE, onwards)


def _use(right: SignInCode | None, password: str) -> Person:
    """Of two who send the same code at the same moment, one has used it."""
    if right is None:
        write_down_a_wrong_one(None)
        raise RuleBroken("sign_in.wrong")
    write_again()
    at = now()
    one_at_a_time(f"code of {right.person_id}")
    code = db.session.get_one(SignInCode, right.id, populate_existing=True)
    if code.over_at is not None:
        raise RuleBroken("sign_in.wrong")
    person = db.session.get_one(Person, code.person_id)
    code.end(at)
    give_a_new_password(db.session(), person, passwords.hashed(password), at)
    act = Act.here(by_id=person.id, now=at)
    note(db.session(), person.branch_id, act, "code_used", about=person.name, person_id=person.id)
    db.session.commit()
    return person
