"""Absences of a person: from when until when, and why. The board and the ladder heed them at once (4.3.2, 4.3.5)."""

from uuid import UUID

from flask import Blueprint, abort, redirect, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.absence import Absence, AbsenceKind, away, noted_already
from fieldapp.domain.admin_journal import note
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.feed import stir
from fieldapp.domain.journal import Act
from fieldapp.web.admin.person import ours, page
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone
from fieldapp.web.session import me

bp = Blueprint("absences", __name__, url_prefix="/people/<uuid:person_id>/absences")


@bp.post("")
def add(person_id: UUID) -> Response | tuple[str, int]:
    person, form, act = ours(person_id), Form(), Act.here(by_id=me().id, now=now())
    begins, ends = form.moment("begins", home_zone()), form.moment("ends", home_zone())
    kind, words = form.choice(AbsenceKind, "kind"), form.text("note", most=200, optional=True)
    if begins and ends and not form.faults:
        try:
            absence = away(person.id, act, begins=begins, ends=ends, kind=kind, note=words)
        except RuleBroken as refusal:
            form.blame("ends", refusal)
    if form.faults:
        return form.again("admin/person.html", **page(person))
    if not noted_already(db.session(), absence):
        db.session.add(absence)
        _tell(absence, person.name, act, "absence_said")
    return redirect(url_for("admin.person.show", person_id=person_id), 303)


@bp.post("/<uuid:absence_id>/withdrawal")
def withdraw(person_id: UUID, absence_id: UUID) -> Response:
    person, act = ours(person_id), Act.here(by_id=me().id, now=now())
    absence = db.session.get(Absence, absence_id)
    if absence is None or absence.person_id != person.id:
        abort(404)
    absence.withdraw(act)
    _tell(absence, person.name, act, "absence_withdrawn")
    return redirect(url_for("admin.person.show", person_id=person_id), 303)


def _tell(absence: Absence, name: str, act: Act, what: str) -> None:
    facts = {"begins": absence.begins_at.isoformat(), "ends": absence.ends_at.isoformat(), "kind": absence.kind.value}
    note(db.session(), me().branch_id, act, what, about=name, person_id=absence.person_id, **facts)
    stir(db.session(), me().branch_id)
    db.session.commit()
