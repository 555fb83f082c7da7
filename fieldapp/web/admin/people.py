"""`/admin/people`: who works here, found by name, login or badge, in pinyin too; somebody new is put down here."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Language
from fieldapp.domain.people_list import PAGE, people, person_of
from fieldapp.domain.people_table import SPOKEN, facts_of
from fieldapp.domain.person_file import add_person
from fieldapp.domain.table import Refusal, TableRefused
from fieldapp.web.admin.person_words import choices
from fieldapp.web.admin.tables import written
from fieldapp.web.forms import Form
from fieldapp.web.refused_rows import refused_cell
from fieldapp.web.session import me

ONE = {"login": 60, "name": 60, "badge": 20, "phone": 30, "department": 40}
SOME = ("roles", "trades", "skills")

bp = Blueprint("people", __name__, url_prefix="/people")


@bp.get("")
def show() -> str:
    form = Form(request.args)
    words, left = form.text("q", most=60, optional=True), form.ticked("left")
    after = form.text("after", most=60, optional=True)
    rows = db.session.execute(people(me().branch_id, words, left=left, after=after)).all()
    more = rows[PAGE - 1].login if len(rows) > PAGE else None
    shown = {"people": rows[:PAGE], "q": words, "left": left, "more": more, "written": written(form)}
    return render_template("admin/people.html", **shown, **choices())


@bp.get("/new")
def new() -> str:
    return render_template("admin/person_new.html", next_id=new_id(), **choices())


@bp.post("")
def add() -> Response | tuple[str, int]:
    """Once, however often the button was pressed: the form brings the id along."""
    form = Form()
    form_id = form.optional_uuid("id") or new_id()
    if db.session.scalars(person_of(me().branch_id, form_id)).first() is not None:
        return redirect(url_for("admin.person.show", person_id=form_id), 303)
    told = told_in(form)
    person = None
    if told is not None:
        try:
            person = add_person(db.session(), me().branch_id, told, Act.here(by_id=me().id, now=now()), id=form_id)
        except RuleBroken as refusal:
            form.blame(refusal.facts["field"], refusal)
    if person is None:
        db.session.rollback()
        return form.again("admin/person_new.html", next_id=form_id, **choices(given(form)))
    db.session.commit()
    return redirect(url_for("admin.person.show", person_id=person.id), 303)


def told_in(form: Form, login: str = "") -> dict[str, Any] | None:
    """What the form says of a person, by the rules of an imported row; None with the faults noted at their fields."""
    cells = {name: form.text(name, most=most, optional=True) for name, most in ONE.items()}
    cells |= {name: ",".join(request.form.getlist(name)) for name in SOME}
    spoken = form.optional_choice(Language, "language") or Language.CHINESE
    cells |= {"language": SPOKEN[spoken]} | ({"login": login} if login else {})
    try:
        told = facts_of(cells)
    except TableRefused as refused:
        for refusal in refused.refusals:
            form.blame(refusal.column, _said(refusal))
    return None if form.faults else told


def given(form: Form) -> Mapping[str, Any]:
    """What was ticked, to be ticked again."""
    return {name: set(request.form.getlist(name)) for name in SOME}


def _said(refusal: Refusal) -> RuleBroken:
    return RuleBroken("person.cell_refused", words=refused_cell(refusal).words)
