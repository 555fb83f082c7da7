"""A one-time sign-in code for anybody of the branch, read out by the administrator."""

from uuid import UUID

from flask import Blueprint, Response, make_response, render_template

from fieldapp.web.admin.person import ours
from fieldapp.web.read_out import read_out

bp = Blueprint("codes", __name__, url_prefix="/people/<uuid:person_id>/code")


@bp.post("")
def make(person_id: UUID) -> Response:
    answer = make_response(render_template("admin/code.html", **read_out(ours(person_id))))
    answer.headers["Cache-Control"] = "no-store"
    return answer
