"""An alarm about somebody's phone: looked into, and by whom."""

from uuid import UUID

from flask import Blueprint, abort
from flask_babel import gettext as _
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.attention import alarm_in_hand
from fieldapp.domain.crew import departments_for
from fieldapp.web.session import me
from fieldapp.web.supervisor.focus import Focus
from fieldapp.web.supervisor.screen import carried_out
from fieldapp.web.supervisor.whose import my_desk

bp = Blueprint("alarm", __name__, url_prefix="/alarms/<uuid:alarm_id>/settlement")


@bp.post("")
def settle(alarm_id: UUID) -> Response:
    desk = my_desk()
    asked = alarm_in_hand(alarm_id, desk.branch_id, departments_for(desk.department))
    alarm = db.session.scalars(asked).one_or_none() or abort(404)
    alarm.settle(by_id=me().id, at=now())
    db.session.commit()
    return carried_out(Focus.of_the_request(), _("Settled"))
