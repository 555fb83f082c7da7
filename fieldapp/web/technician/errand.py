"""`/my/visits/<id>/receipts`: a receipt of an errand as a plain form, its picture with it (4.4.1).

A phone keeps both and sends them apart: the press to `/my/sync`, the picture by the lane of the photos.
"""

from contextlib import ExitStack
from uuid import UUID

from flask import Blueprint, abort, request
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.command import apply
from fieldapp.domain.errand import has_account
from fieldapp.domain.photo import MOST_BYTES
from fieldapp.web.errand_form import picture_of_the_form
from fieldapp.web.forms import Form, FormFaults
from fieldapp.web.photo_bytes import Sent, keep, taken_in
from fieldapp.web.sent_body import FORM_AROUND, takes
from fieldapp.web.session import me
from fieldapp.web.technician.commands import anew, answered, commands_of, refused
from fieldapp.web.technician.my_visit import my_visit

bp = Blueprint("errand", __name__, url_prefix="/visits/<uuid:visit_id>/receipts")

Answer = str | Response | tuple[str, int]


@bp.post("")
@takes(MOST_BYTES + FORM_AROUND)
def put(visit_id: UUID) -> Answer:
    if not has_account(my_visit(visit_id).order):
        abort(404)
    try:
        with ExitStack() as files:
            picture = picture_of_the_form()
            _store(visit_id, files.enter_context(taken_in(picture.stream)) if picture else None)
    except (RuleBroken, FormFaults) as refusal:
        return refused(visit_id, refusal)
    return answered(visit_id)


def _store(visit_id: UUID, sent: Sent | None) -> None:
    """The word that it was spent, and the picture of the receipt, in one transaction."""
    commands = commands_of(visit_id, Form({**request.form, "sha256": sent.sha256 if sent else ""}))

    def change() -> None:
        for command in commands:
            apply(db.session(), command, received_at=now())
        if sent is not None:
            keep(sent, me().id)

    anew(change)
