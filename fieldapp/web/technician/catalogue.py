"""The catalogue in the pocket: every item of the version in force, found as you type."""

from uuid import UUID

from flask import Blueprint, Response, current_app, render_template, request

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.catalogue import in_force, items_of
from fieldapp.domain.people import Language
from fieldapp.domain.pinyin import plain
from fieldapp.web import fresh
from fieldapp.web.language import language
from fieldapp.web.session import me
from fieldapp.web.technician.chapters import Chapter, chapters, narrowed

bp = Blueprint("catalogue", __name__, url_prefix="/catalogue")

MOST_LETTERS = 60


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


def chapters_of(version_id: UUID) -> list[Chapter]:
    """The chapters of a version. In force it never changes any more (4.1.4), so it is put into words once."""
    known: dict[tuple[UUID, Language], list[Chapter]] = current_app.extensions.setdefault("catalogues", {})
    if (version_id, language()) not in known:
        known[version_id, language()] = chapters(db.session.scalars(items_of(version_id)))
    return known[version_id, language()]
