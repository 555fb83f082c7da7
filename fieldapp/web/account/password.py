"""One's own password: another one, with the one before. Everywhere else one is signed out by it."""

from flask import Blueprint, redirect, url_for
from werkzeug import Response

from fieldapp import passwords
from fieldapp.clock import now
from fieldapp.db import db, write_again
from fieldapp.domain.admin_journal import note
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.domain.new_password import give_a_new_password
from fieldapp.domain.people import Person
from fieldapp.web.account.page import page
from fieldapp.web.chosen_password import chosen_password
from fieldapp.web.forms import Form
from fieldapp.web.own_password import require_own_password
from fieldapp.web.session import begin, me
from fieldapp.web.words import sentence

bp = Blueprint("password", __name__, url_prefix="/password")


@bp.post("")
def change() -> Response:
    """It counts from now on; here one stays signed in, in a session of the new one."""
    try:
        password = chosen_password()
        require_own_password(Form().sent.get("old", ""))
    except RuleBroken as refusal:
        return page(sentence(refusal), 422, of="password")
    hashed, act = passwords.hashed(password), Act.here(by_id=me().id, now=now())
    write_again()
    person = db.session.get_one(Person, me().id)
    give_a_new_password(db.session(), person, hashed, act.at)
    note(db.session(), person.branch_id, act, "password_changed", about=person.name, person_id=person.id)
    db.session.commit()
    begin(person)
    return redirect(url_for("account.page.show", _anchor="password"), 303)
