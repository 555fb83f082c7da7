"""`/admin/people/<id>`: one person: what is said of them, absences, phones, a sign-in code, the employment."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.absence import AbsenceKind, absences_of
from fieldapp.domain.base import Overtaken, RuleBroken
from fieldapp.domain.device import devices_of
from fieldapp.domain.device_session import sessions_of
from fieldapp.domain.journal import Act
from fieldapp.domain.looked_at import OF_PERSON, changes_of, hold, mark_of, refuse_overtaken
from fieldapp.domain.passkey import passkeys_of
from fieldapp.domain.people import Person
from fieldapp.domain.people_list import person_of
from fieldapp.domain.person_file import change_person, orders_held
from fieldapp.domain.phone_sign import SILENT
from fieldapp.web.admin.now_says import now_says
from fieldapp.web.admin.people import SOME, given, told_in
from fieldapp.web.admin.person_words import choices
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone
from fieldapp.web.labels import labels
from fieldapp.web.overtaken import here
from fieldapp.web.session import me

bp = Blueprint("person", __name__, url_prefix="/people/<uuid:person_id>")


@bp.get("")
def show(person_id: UUID) -> str:
    return render_template("admin/person.html", **page(ours(person_id)))


@bp.post("")
def change(person_id: UUID) -> Response | tuple[str, int]:
    person, form, act = ours(person_id), Form(), Act.here(by_id=me().id, now=now())
    hold(db.session(), person, OF_PERSON)
    told, seen = told_in(form, person.login), form.sent.get("seen", "")
    if told is not None:
        try:
            first = changes_of(person.branch_id, "person_changed", person_id=person.id)
            refuse_overtaken(db.session(), person, OF_PERSON, told, act, seen, first)
            change_person(db.session(), person, told, act)
        except Overtaken as overtaken:
            db.session.rollback()
            shown = page(ours(person_id)) | {"ticked": given(form), "now_says": now_says(overtaken)}
            return form.again("admin/person.html", refusal=here(overtaken), **shown)
        except RuleBroken as refusal:
            form.blame(refusal.facts["field"], refusal)
    if form.faults:
        db.session.rollback()
        return form.again("admin/person.html", **page(ours(person_id)) | {"ticked": given(form)})
    db.session.commit()
    return redirect(url_for(".show", person_id=person_id), 303)


def ours(person_id: UUID) -> Person:
    """The person, if they are of the branch of whoever asks; 404 otherwise."""
    return db.session.scalars(person_of(me().branch_id, person_id)).one_or_none() or abort(404)


def page(person: Person) -> dict[str, Any]:
    """All that the page shows. Few questions, however long they have been here."""
    at = now()
    told = {
        "person": person,
        "seen": mark_of(person, OF_PERSON, at),
        "now": at,
        "zone": home_zone(),
        "phones": db.session.scalars(devices_of(person.id)).all(),
        "silent": SILENT,
        "sessions": db.session.scalars(sessions_of(person.id, at)).all(),
        "keys": db.session.scalars(passkeys_of(person.id)).all(),
        "absences": db.session.scalars(absences_of(person.id, since=at)).all(),
        "absence_kinds": labels(AbsenceKind),
        "held": orders_held(db.session(), person.id),
    }
    return choices({name: getattr(person, name) for name in SOME}) | told
