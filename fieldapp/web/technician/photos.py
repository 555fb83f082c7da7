"""Photos of a visit: taken with a form or by the phone's own store, and shown to whoever made the visit."""

from contextlib import ExitStack
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug import Response as AnyResponse
from werkzeug.datastructures import FileStorage

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.command import Command, apply
from fieldapp.domain.gone_file import announced_by
from fieldapp.domain.photo import MOST_BYTES, Moment
from fieldapp.web.forms import Form
from fieldapp.web.htmx import asked_by_htmx
from fieldapp.web.photo_bytes import Sent, keep, photo_file, taken_in
from fieldapp.web.places import way_back
from fieldapp.web.sent_body import FORM_AROUND, takes
from fieldapp.web.session import me
from fieldapp.web.technician.commands import anew
from fieldapp.web.technician.my_visit import my_visit, steps_of
from fieldapp.web.technician.photo_tiles import photo_tiles, photos_here
from fieldapp.web.technician.visit_page import VisitPage

bp = Blueprint("photos", __name__)


@bp.post("/visits/<uuid:visit_id>/photos")
@takes(MOST_BYTES + FORM_AROUND)
def take(visit_id: UUID) -> str | AnyResponse:
    """One picture for each moment that the form has a field for."""
    my_visit(visit_id)
    with ExitStack() as files:
        taken = {moment: files.enter_context(taken_in(file.stream)) for moment, file in chosen().items()}
        anew(lambda: store(visit_id, taken))
    if not asked_by_htmx():
        return redirect(way_back(), 303)
    visit = my_visit(visit_id)
    page = VisitPage(visit, steps_of(visit), now())
    photos = photo_tiles(visit, photos_here(visit), *moments_of_the_form())
    return render_template("technician/_photos.html", page=page, photos=photos)


def store(visit_id: UUID, taken: dict[Moment, Sent]) -> None:
    """The word that there is a photo, and its bytes, in one transaction."""
    for moment, sent in taken.items():
        apply(db.session(), command(visit_id, moment, sent, Form()), received_at=now())
        keep(sent, me().id)


def moments_of_the_form() -> list[Moment]:
    """The moments that the form asked for, so that the answer is the same control again."""
    return [moment for moment in Moment if request.form.get(f"photo_{moment}")]


def chosen() -> dict[Moment, FileStorage]:
    """What was taken or chosen. Raises RuleBroken ``photo.nothing_chosen``."""
    files = {moment: request.files[moment] for moment in moments_of_the_form() if moment in request.files}
    taken = {moment: file for moment, file in files.items() if file.filename}
    if not taken:
        raise RuleBroken("photo.nothing_chosen")
    return taken


def command(visit_id: UUID, moment: Moment, sent: Sent, form: Form) -> Command:
    """The press of a plain form, with the ids that were minted when it was drawn."""
    photo, id = form.uuid(f"photo_{moment}"), form.uuid(f"command_{moment}")
    form.check()
    data = {
        "photo": str(photo),
        "sha256": sent.sha256,
        "moment": moment,
        "consent": form.ticked("consent"),
    }
    return Command(id=id, seq=0, v=1, visit=visit_id, verb="photo", at=now(), by=me().id, data=data)


@bp.get("/visits/<uuid:visit_id>/photos/<uuid:photo_id>")
def show(visit_id: UUID, photo_id: UUID) -> Response:
    visit = my_visit(visit_id)
    photos = {photo.id: photo for photo in visit.photos if photo.dropped_at is None}
    if photo_id not in photos or visit.order.photos_gone_at is not None:
        abort(404)
    return photo_file(photos[photo_id].sha256)


@bp.put("/blobs/<sha256>")
@takes(MOST_BYTES, as_it_comes=True)
def put(sha256: str) -> AnyResponse:
    """The bytes of a picture that a command of this person has named. Sent twice, stored once; when the photos of its
    order are gone for good the phone may let it go, too.

    Raises RuleBroken ``photo.not_asked_for`` or ``photo.hash_differs``.
    """
    told = db.session.execute(announced_by(me().id, sha256)).one_or_none() if sha256.isalnum() else None
    if told is None:
        raise RuleBroken("photo.not_asked_for")
    is_wanted, is_here = told
    if is_here or not is_wanted:
        return Response(status=204)
    with taken_in(request.stream) as sent:
        if sent.sha256 != sha256:
            raise RuleBroken("photo.hash_differs")
        keep(sent, me().id)
        db.session.commit()
    return Response(status=204)
