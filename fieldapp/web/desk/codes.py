"""`/desk/codes`: a technician on the telephone cannot sign in: the front desk reads a one-time code out."""

from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request

from fieldapp.db import db
from fieldapp.domain.people import Role
from fieldapp.domain.people_list import PAGE, person_of, technicians
from fieldapp.web import guard
from fieldapp.web.forms import Form
from fieldapp.web.read_out import read_out
from fieldapp.web.session import me

bp = Blueprint("codes", __name__, url_prefix="/codes")
bp.before_request(guard.only(Role.DESK))


@bp.get("")
def show() -> str:
    words = Form(request.args).text("q", most=60, optional=True)
    people = db.session.execute(technicians(me().branch_id, words)).all()
    return render_template("desk/codes.html", people=people[:PAGE], q=words)


@bp.post("/<uuid:person_id>")
def make(person_id: UUID) -> Response:
    person = db.session.scalars(person_of(me().branch_id, person_id)).one_or_none() or abort(404)
    answer = make_response(render_template("desk/code.html", **read_out(person)))
    answer.headers["Cache-Control"] = "no-store"
    return answer
