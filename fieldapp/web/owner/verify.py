"""Is this document genuine? The hash is made anew from what is stored, and compared with the one that was signed."""

from flask import Blueprint, Response, make_response, render_template

from fieldapp.web.language import owner_language
from fieldapp.web.owner.answer import kept_by_nobody, no_such_link
from fieldapp.web.owner.behind import behind
from fieldapp.web.wrong_tokens import few_wrong_ones

bp = Blueprint("verify", __name__)


@bp.get("/verify/<token>")
@few_wrong_ones
def show(token: str) -> Response:
    """Shows nothing about the owner, so it answers after the copy has ended, too."""
    found = behind(token)
    if found is None:
        return no_such_link()
    owner_language(found.order.owner.language)
    return kept_by_nobody(make_response(render_template("owner/verify.html", copy=found)))
