"""`/prices/<branch>`: what everything costs, for everybody: no sign-in, no script, nothing about anyone."""

from uuid import UUID

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.catalogue import CatalogueVersion, in_force, items_of
from fieldapp.domain.people import Language
from fieldapp.domain.pinyin import plain
from fieldapp.domain.premises import Branch
from fieldapp.domain.price_page import branch_with_code, coming
from fieldapp.web import fresh
from fieldapp.web.chapters import Chapter, narrowed, published
from fieldapp.web.language import language, of_the_device, owner_language
from fieldapp.web.session import someone

bp = Blueprint("prices", __name__)

MOST_LETTERS = 60
KEPT = 300  # seconds, by anybody on the way: a new list takes over at midnight, and is announced before


@bp.get("/prices/<code>")
def show(code: str) -> Response:
    branch = branch_with_code(db.session(), code) or abort(404)
    owner_language(of_the_device())
    at = now()
    version = db.session.scalars(in_force(branch.id, at)).one_or_none()
    following = db.session.scalars(coming(branch.id, at)).one_or_none()
    if following is not None and (request.args.get("next") or version is None):
        version, following = following, None
    words = plain(request.args.get("q", ""))[:MOST_LETTERS]
    tag = fresh.tag(version and version.id, following and following.id, branch.centre_phone, words)
    return fresh.unchanged(tag) or _kept(fresh.tagged(_page(branch, version, following, words), tag))


def _page(branch: Branch, version: CatalogueVersion | None, following: CatalogueVersion | None, words: str) -> Response:
    english = language() is Language.ENGLISH
    page = render_template(
        "owner/prices.html",
        branch=branch,
        company=branch.company_en if english else branch.company_zh,
        version=version,
        following=following,
        ahead=version is not None and version.effective_from is not None and version.effective_from > now(),
        chapters=narrowed(_chapters(version.id), words) if version else [],
        q=words,
    )
    return make_response(page)


def _chapters(version_id: UUID) -> list[Chapter]:
    """What is approved never changes (4.1.4), so it is put into words once."""
    known: dict[tuple[UUID, Language], list[Chapter]] = current_app.extensions.setdefault("price_pages", {})
    if (version_id, language()) not in known:
        known[version_id, language()] = published(db.session.scalars(items_of(version_id)))
    return known[version_id, language()]


def _kept(response: Response) -> Response:
    """What a visitor reads is the same for all; a page with somebody's cookie on it is nobody else's."""
    if someone() is None and "lang" not in request.args:
        response.headers["Cache-Control"] = f"public, max-age={KEPT}"
    response.vary.add("Accept-Language")
    return response
