"""`/privacy/<branch>`: what a branch tells owners about their data (PIPL 17): for everybody, no sign-in, no script."""

from flask import Blueprint, Response, abort, make_response, render_template, request

from fieldapp.db import db
from fieldapp.domain.people import Language
from fieldapp.domain.price_page import branch_with_code
from fieldapp.web.language import language, of_the_device, owner_language
from fieldapp.web.privacy_words import notice_of
from fieldapp.web.session import someone

bp = Blueprint("privacy", __name__)

KEPT = 300  # seconds, by anybody on the way


@bp.get("/privacy/<code>")
def show(code: str) -> Response:
    branch = branch_with_code(db.session(), code) or abort(404)
    owner_language(of_the_device())
    said, paragraphs = notice_of(branch)
    company = branch.company_en if language() is Language.ENGLISH else branch.company_zh
    answer = make_response(
        render_template("owner/privacy.html", branch=branch, company=company, said=said, paragraphs=paragraphs)
    )
    if someone() is None and "lang" not in request.args:
        answer.headers["Cache-Control"] = f"public, max-age={KEPT}"
    answer.vary.add("Accept-Language")
    return answer
