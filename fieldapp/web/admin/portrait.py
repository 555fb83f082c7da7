"""The photo on a technician's badge: put there, looked at, taken away. Owners compare it with whoever rings (4.5.3)."""

from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, url_for
from werkzeug import Response as AnyResponse

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.domain.office_picture import jpeg_of, put_portrait, take_portrait
from fieldapp.domain.photo import MOST_BYTES
from fieldapp.pictures import OF_A_FACE
from fieldapp.web.admin.person import ours, page
from fieldapp.web.office_pictures import chosen, office_picture
from fieldapp.web.sent_body import FORM_AROUND, takes
from fieldapp.web.session import me
from fieldapp.web.words import sentence

bp = Blueprint("portrait", __name__, url_prefix="/people/<uuid:person_id>/portrait")


@bp.get("")
def show(person_id: UUID) -> Response:
    return office_picture(db.session.scalar(jpeg_of(ours(person_id).portrait_id)))


@bp.post("")
@takes(MOST_BYTES + FORM_AROUND)
def put(person_id: UUID) -> AnyResponse | tuple[str, int]:
    ours(person_id)
    try:
        jpeg = chosen(OF_A_FACE)
    except RuleBroken as refused:
        return render_template("admin/person.html", refusal=sentence(refused), **page(ours(person_id))), 422
    put_portrait(db.session(), ours(person_id), jpeg, Act.here(by_id=me().id, now=now()))
    db.session.commit()
    return redirect(url_for("admin.person.show", person_id=person_id), 303)


@bp.post("/removal")
def take(person_id: UUID) -> AnyResponse:
    take_portrait(db.session(), ours(person_id), Act.here(by_id=me().id, now=now()))
    db.session.commit()
    return redirect(url_for("admin.person.show", person_id=person_id), 303)
