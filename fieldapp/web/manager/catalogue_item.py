"""A job that returns becomes an item of the next version: what is typed is read by the rules of an imported row."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db, one_at_a_time
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.catalogue import CatalogueVersion, Category, Item, Materials, PriceKind, in_force, items_of
from fieldapp.domain.catalogue_draft import begin_draft
from fieldapp.domain.catalogue_list import newest_draft
from fieldapp.domain.catalogue_proposal import copies, item_from, next_code, propose
from fieldapp.domain.catalogue_turn import tell_whose_turn
from fieldapp.domain.people import Person, Role
from fieldapp.domain.table import Refusal, TableRefused
from fieldapp.web import guard
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone
from fieldapp.web.labels import labels
from fieldapp.web.refused_rows import refused_cell
from fieldapp.web.session import me

FIELDS = {
    "category": 20, "code": 20, "name_zh": 120, "name_en": 120, "unit_zh": 20, "unit_en": 20,
    "price_kind": 20, "price_yuan": 20, "materials": 20, "minutes": 6, "note_zh": 200, "note_en": 200,
}  # fmt: skip
MAY_BE_EMPTY = {"code", "minutes", "note_zh", "note_en"}

bp = Blueprint("catalogue_item", __name__, url_prefix="/catalogue/items")
bp.before_request(guard.only(Role.OPERATIONS, Role.GENERAL))


@bp.get("")
def show() -> str:
    """The form, filled in with what the jobs were called and what they cost on average."""
    return render_template("manager/catalogue_item.html", typed=request.args, **_page())


@bp.post("")
def put() -> Response | tuple[str, int]:
    form = Form()
    cells = {name: form.text(name, most=most, optional=name in MAY_BE_EMPTY) for name, most in FIELDS.items()}
    version = None if form.faults else _put(form, cells)
    if version is None:
        db.session.rollback()
        return form.again("manager/catalogue_item.html", **_page())
    tell_whose_turn(db.session(), version, at=now())
    db.session.commit()
    return redirect(url_for("manager.catalogue_version.show", version_id=version.id), 303)


def _put(form: Form, cells: dict[str, str]) -> CatalogueVersion | None:
    one_at_a_time(f"catalogue of {me().branch_id}")
    version = db.session.scalars(newest_draft(me().branch_id)).one_or_none() or _new_draft()
    item = _item(form, cells, version.items)
    if item is None:
        return None
    try:
        propose(version, item, at=now(), by=db.session.get_one(Person, me().id))
    except RuleBroken as refusal:
        form.blame("code", refusal)
        return None
    return version


def _item(form: Form, cells: dict[str, str], known: list[Item]) -> Item | None:
    category = form.choice(Category, "category")
    try:
        return item_from(cells | {"code": cells["code"] or next_code(known, category)})
    except TableRefused as refused:
        for refusal in refused.refusals:
            form.blame(refusal.column, _said(refusal))
        return None


def _said(refusal: Refusal) -> RuleBroken:
    return RuleBroken("catalogue.cell_refused", words=refused_cell(refusal).words)


def _new_draft() -> CatalogueVersion:
    at = now()
    counting = db.session.scalars(in_force(me().branch_id, at)).one_or_none()
    items = db.session.scalars(items_of(counting.id)).all() if counting else []
    by = db.session.get_one(Person, me().id)
    return begin_draft(db.session(), me().branch_id, copies(items), at=at, by=by, zone=home_zone())


def _page() -> dict[str, Any]:
    one_price = [(kind, words) for kind, words in labels(PriceKind) if kind != PriceKind.RANGE]
    return {"categories": labels(Category), "kinds": one_price, "materials": labels(Materials)}
