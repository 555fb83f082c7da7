"""A message that did not arrive, sent again."""

from uuid import UUID

from flask import Blueprint, abort
from flask_babel import gettext as _
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.crew import departments_for
from fieldapp.domain.undelivered import send_again, undelivered_in_hand
from fieldapp.web.supervisor.focus import Focus
from fieldapp.web.supervisor.screen import carried_out
from fieldapp.web.supervisor.whose import my_desk

bp = Blueprint("undelivered", __name__, url_prefix="/undelivered/<uuid:timer_id>")


@bp.post("/sending")
def send(timer_id: UUID) -> Response:
    desk = my_desk()
    asked = undelivered_in_hand(timer_id, desk.branch_id, departments_for(desk.department))
    delivery = db.session.scalars(asked).one_or_none() or abort(404)
    send_again(delivery, at=now())
    db.session.commit()
    return carried_out(Focus.of_the_request(), _("It is sent again"))
