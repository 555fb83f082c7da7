"""The catalogue in the pocket: every item of the version in force, found as you type."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, jsonify, render_template, request, url_for

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.catalogue import IN_FORCE, CatalogueVersion, Item, in_force, items_of
from fieldapp.domain.people import Language
from fieldapp.domain.pinyin import plain
from fieldapp.domain.price import allowed_unit_price
from fieldapp.web import fresh
from fieldapp.web.chapters import Chapter, chapters, narrowed
from fieldapp.web.language import language
from fieldapp.web.session import me

bp = Blueprint("catalogue", __name__, url_prefix="/catalogue")

MOST_LETTERS = 60
SHAPE = 2  # of an item as the phone keeps it, in its address: raised when it says more than before
A_YEAR = 365 * 24 * 60 * 60


@bp.get("")
def show() -> str | Response:
    version = db.session.scalars(in_force(me().branch_id, now())).one_or_none()
    words = plain(request.args.get("q", ""))[:MOST_LETTERS]
    if version is None:
        return render_template("technician/catalogue.html", version=None, chapters=[], q=words)
    tag = fresh.tag(version.id, words)
    return fresh.unchanged(tag) or fresh.tagged(
        render_template(
            "technician/catalogue.html", version=version, chapters=narrowed(chapters_of(version.id), words), q=words
        ),
        tag,
    )


@bp.get(f"/<uuid:version_id>.{SHAPE}.json")
def items(version_id: UUID) -> Response:
    """The items of a version, for adding one without a signal. In force it never changes, so it is kept for ever."""
    version = db.session.get(CatalogueVersion, version_id)
    if version is None or version.branch_id != me().branch_id or version.state not in IN_FORCE:
        abort(404)
    response = jsonify([plain_item(item) for item in db.session.scalars(items_of(version_id))])
    response.cache_control.private, response.cache_control.immutable = True, True
    response.cache_control.max_age = A_YEAR
    return response


def items_address(version_id: UUID) -> str:
    """Where the items of a version are kept for ever, in the shape of today."""
    return url_for("technician.catalogue.items", version_id=version_id)


def plain_item(item: Item) -> dict[str, Any]:
    """One item as the phone looks for it and makes a line of it. Money in fen."""
    return {
        "item": str(item.id),
        "code": item.code,
        "search": item.search,
        "name_zh": item.name_zh,
        "name_en": item.name_en,
        "unit_zh": item.unit_zh,
        "unit_en": item.unit_en,
        "price_kind": item.price_kind.value,
        "unit_price_fen": item.price_fen,
        "most_fen": allowed_unit_price(item).most,
        "price_max_fen": item.price_max_fen or 0,
        "minimum_fen": item.minimum_fen or 0,
        "materials": item.materials.value,
        "part": item.warranty_component.value,
    }


def chapters_of(version_id: UUID) -> list[Chapter]:
    """The chapters of a version. In force it never changes any more (4.1.4), so it is put into words once."""
    known: dict[tuple[UUID, Language], list[Chapter]] = current_app.extensions.setdefault("catalogues", {})
    if (version_id, language()) not in known:
        known[version_id, language()] = chapters(db.session.scalars(items_of(version_id)))
    return known[version_id, language()]
