"""The photo of a flat's stopcock, for whoever runs there when a pipe bursts (4.3.5)."""

from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, url_for
from werkzeug import Response as AnyResponse

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.domain.office_picture import jpeg_of, put_valve_photo, take_valve_photo
from fieldapp.domain.photo import MOST_BYTES
from fieldapp.pictures import OF_A_PLACE
from fieldapp.web.admin.room import ours, page
from fieldapp.web.office_pictures import chosen, office_picture
from fieldapp.web.sent_body import FORM_AROUND, takes
from fieldapp.web.session import me
from fieldapp.web.words import sentence

bp = Blueprint("valve", __name__, url_prefix="/rooms/<uuid:room_id>/valve")


@bp.get("")
def show(room_id: UUID) -> Response:
    return office_picture(db.session.scalar(jpeg_of(ours(room_id).valve_photo_id)))


@bp.post("")
@takes(MOST_BYTES + FORM_AROUND)
def put(room_id: UUID) -> AnyResponse | tuple[str, int]:
    ours(room_id)
    try:
        jpeg = chosen(OF_A_PLACE)
    except RuleBroken as refused:
        return render_template("admin/room.html", refusal=sentence(refused), **page(ours(room_id))), 422
    put_valve_photo(db.session(), ours(room_id), jpeg, Act.here(by_id=me().id, now=now()))
    db.session.commit()
    return redirect(url_for("admin.room.show", room_id=room_id), 303)


@bp.post("/removal")
def take(room_id: UUID) -> AnyResponse:
    take_valve_photo(db.session(), ours(room_id), Act.here(by_id=me().id, now=now()))
    db.session.commit()
    return redirect(url_for("admin.room.show", room_id=room_id), 303)
