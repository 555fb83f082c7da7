"""An emergency in the supervisor's hands: choosing alone, and not waiting for the next rung (4.3.5)."""

from uuid import UUID

from flask import Blueprint, abort
from flask_babel import gettext as _
from werkzeug import Response

from fieldapp.db import db
from fieldapp.domain import by_hand
from fieldapp.domain.dispatch import Dispatch
from fieldapp.domain.dispatch_in_hand import dispatch_in_hand
from fieldapp.domain.order import Order
from fieldapp.web.supervisor.focus import Focus
from fieldapp.web.supervisor.in_hand import my_act
from fieldapp.web.supervisor.screen import carried_out
from fieldapp.web.supervisor.whose import my_desk

bp = Blueprint("emergency", __name__, url_prefix="/emergencies/<uuid:dispatch_id>")


@bp.post("/own-choice")
def take_over(dispatch_id: UUID) -> Response:
    dispatch, order = _mine(dispatch_id)
    by_hand.take_over(dispatch, order, my_act())
    db.session.commit()
    return carried_out(Focus.of_the_request().on(order.id), _("You choose: the machine calls nobody else"))


@bp.post("/next-rung")
def call_next(dispatch_id: UUID) -> Response:
    dispatch, order = _mine(dispatch_id)
    by_hand.call_next(db.session(), dispatch, order, my_act())
    db.session.commit()
    return carried_out(Focus.of_the_request(), _("The next ones are being called"))


def _mine(dispatch_id: UUID) -> tuple[Dispatch, Order]:
    """An emergency of my department, held until I have decided."""
    desk = my_desk()
    found = dispatch_in_hand(db.session(), dispatch_id)
    if found is None or (found[1].branch_id, found[1].department) != (desk.branch_id, desk.department):
        abort(404)
    return found
