"""One version of the catalogue: what changes, what the supervisors say, what is in it, who did what, what is next."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion, items_of
from fieldapp.domain.catalogue_difference import difference
from fieldapp.domain.catalogue_filing import as_filed, file
from fieldapp.domain.catalogue_journal import journal_of
from fieldapp.domain.catalogue_list import before, version_to_change, version_to_read, versions_of
from fieldapp.domain.catalogue_turn import tell_whose_turn, tell_withdrawn
from fieldapp.domain.catalogue_withdrawal import withdraw
from fieldapp.domain.people import Person, Role
from fieldapp.domain.pinyin import plain
from fieldapp.web import guard
from fieldapp.web.catalogue_words import counts, rows
from fieldapp.web.chapters import chapters, narrowed
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone
from fieldapp.web.review_words import course, departments_words
from fieldapp.web.session import me
from fieldapp.web.words import sentence

bp = Blueprint("catalogue_version", __name__, url_prefix="/catalogue/<uuid:version_id>")
bp.before_request(guard.only(Role.OPERATIONS, Role.GENERAL, Role.HEAD))


class Part(StrEnum):
    """What of a version the page shows."""

    CHANGES = "changes"
    ITEMS = "items"
    HISTORY = "history"


@bp.get("")
def show(version_id: UUID) -> str:
    version = db.session.scalars(version_to_read(me().branch_id, version_id)).one_or_none() or abort(404)
    form = Form(request.args)
    part = form.optional_choice(Part, "part") or Part.CHANGES
    told = {Part.CHANGES: _changes, Part.ITEMS: _items, Part.HISTORY: _history}[part]
    return render_template("manager/catalogue_version.html", **_frame(version, part), **told(version, form))


@bp.post("/approval")
@guard.narrowed_to(Role.GENERAL)
def approve(version_id: UUID) -> Response | tuple[str, int]:
    form = Form()
    begins_on = form.day("begins_on", optional=True)
    form.check()
    return _decide(
        version_id, lambda version, by: version.approve(at=now(), by=by, begins_on=begins_on, zone=home_zone())
    )


@bp.post("/filing")
@guard.narrowed_to(Role.HEAD)
def put_on_file(version_id: UUID) -> Response | tuple[str, int]:
    return _decide(version_id, lambda version, by: file(version, at=now(), by=by))


@bp.post("/withdrawal")
@guard.narrowed_to(Role.OPERATIONS, Role.GENERAL)
def take_back(version_id: UUID) -> Response | tuple[str, int]:
    """A draft that will not be: with its reason, which the supervisors are told."""
    form = Form()
    why = form.text("why", most=300, optional=True)
    form.check()

    def decision(version: CatalogueVersion, by: Person) -> None:
        before_it, at = version.state, now()
        withdraw(version, why, at=at, by=by)
        if version.state is not before_it:
            tell_withdrawn(db.session(), version, why, reviewed=before_it is CatalogueState.REVIEWED, at=at)

    return _decide(version_id, decision)


def _decide(version_id: UUID, decision: Callable[[CatalogueVersion, Person], None]) -> Response | tuple[str, int]:
    version = version_to_change(db.session(), me().branch_id, version_id) or abort(404)
    before_it = version.state
    try:
        decision(version, db.session.get_one(Person, me().id))
    except RuleBroken as refusal:
        db.session.rollback()
        version = db.session.scalars(version_to_read(me().branch_id, version_id)).one()
        told = _frame(version, Part.CHANGES) | _changes(version, Form({}))
        return render_template("manager/catalogue_version.html", refusal=sentence(refusal), **told), 422
    if version.state is not before_it:
        tell_whose_turn(db.session(), version, at=now())
    db.session.commit()
    return redirect(url_for(".show", version_id=version_id), 303)


def _frame(version: CatalogueVersion, part: Part) -> dict[str, Any]:
    at = now()
    return {
        "version": version,
        "part": part,
        "steps": course(version),
        "words": departments_words(version),
        "zone": home_zone(),
        "now": at,
        "as_filed": as_filed(version, version.items),
    }


def _changes(version: CatalogueVersion, form: Form) -> dict[str, Any]:
    others = [row for row in db.session.execute(versions_of(me().branch_id)) if row.id != version.id]
    usual = db.session.scalars(before(version, now())).one_or_none()
    asked = form.optional_uuid("against") or (usual.id if usual else None)
    against = next((row for row in others if row.id == asked), None)
    found = difference(db.session.scalars(items_of(against.id)) if against else (), version.items)
    return {"others": others, "against": against, "found": found, "counts": counts(found), "rows": rows(found)}


def _items(version: CatalogueVersion, form: Form) -> dict[str, Any]:
    words = plain(form.text("q", most=60, optional=True))
    return {"chapters": narrowed(chapters(version.items), words), "q": words}


def _history(version: CatalogueVersion, form: Form) -> dict[str, Any]:
    return {"entries": db.session.execute(journal_of(version.id)).all()}
