"""`/board/catalogue`: the draft of the next catalogue, what of it is ours, and our word on the four points (4.1.3)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion, in_force, items_of
from fieldapp.domain.catalogue_difference import difference
from fieldapp.domain.catalogue_list import newest_draft, version_to_change
from fieldapp.domain.catalogue_review import Point, Verdict
from fieldapp.domain.catalogue_reviewing import review
from fieldapp.domain.catalogue_turn import tell_whose_turn
from fieldapp.domain.people import Person
from fieldapp.web.catalogue_words import rows
from fieldapp.web.chapters import chapters
from fieldapp.web.forms import Form
from fieldapp.web.labels import label, labels
from fieldapp.web.session import me
from fieldapp.web.supervisor.whose import my_desk

bp = Blueprint("catalogue", __name__, url_prefix="/catalogue")

YES, NO = "yes", "no"
ASKED = {
    Point.RESOURCES: _l("Have we the people, tools and materials?"),
    Point.CAPABILITY: _l("Can we do it, safely and with the papers it needs?"),
    Point.STANDARD: _l("Is it clear what counts as well done?"),
    Point.PRICE: _l("Is the price right for the work?"),
}


@bp.get("")
def show() -> str:
    return render_template("supervisor/catalogue.html", **_page())


@bp.post("/<uuid:version_id>/review")
def give(version_id: UUID) -> Response | tuple[str, int]:
    version = version_to_change(db.session(), me().branch_id, version_id) or abort(404)
    form = Form()
    verdicts = _read(form)
    if not form.faults:
        try:
            review(version, verdicts, at=now(), by=db.session.get_one(Person, me().id))
        except RuleBroken as refusal:
            form.blame(refusal.facts.get("point", "review"), refusal)
    if form.faults:
        db.session.rollback()
        return form.again("supervisor/catalogue.html", **_page())
    if version.state is CatalogueState.REVIEWED:
        tell_whose_turn(db.session(), version, at=now())
    db.session.commit()
    return redirect(url_for(".show"), 303)


def _read(form: Form) -> dict[Point, Verdict]:
    """The points that were answered; what is not answered is refused by the rule."""
    said = {point: form.sent.get(point.value, "") for point in Point}
    reasons = {point: form.text(f"{point}-reason", most=300, optional=True) for point in Point}
    return {point: Verdict(said[point] == YES, reasons[point]) for point in Point if said[point] in (YES, NO)}


def _page() -> dict[str, Any]:
    desk = my_desk()
    frame = {"department": label(desk.department), "zone": desk.timezone, "points": labels(Point), "asked": ASKED}
    draft = db.session.scalars(newest_draft(desk.branch_id)).one_or_none()
    return frame | (_draft(draft) if draft else {"version": None})


def _draft(version: CatalogueVersion) -> dict[str, Any]:
    counts = db.session.scalars(in_force(me().branch_id, now())).one_or_none()
    before = db.session.scalars(items_of(counts.id)).all() if counts else []
    mine = [item for item in version.items if item.department is me().department]
    return {
        "version": version,
        "against": counts,
        "rows": rows(difference(before, version.items).of(me().department)),
        "chapters": chapters(mine),
        "number": len(mine),
        "mine": next((said for said in version.reviews if said.department is me().department), None),
    }
