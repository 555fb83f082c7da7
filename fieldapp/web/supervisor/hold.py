"""Letting an order wait, for a reason that can be counted (挂起). Nobody goes for now."""

from uuid import UUID

from flask import Blueprint
from flask_babel import gettext as _
from werkzeug import Response

from fieldapp.db import Stale, db
from fieldapp.domain.base import Overtaken
from fieldapp.domain.emergency import stand_down
from fieldapp.domain.order import HoldReason
from fieldapp.domain.recall import recall
from fieldapp.web.forms import Form
from fieldapp.web.supervisor.focus import Focus
from fieldapp.web.supervisor.in_hand import my_act, newest, overtaken, take_in_hand
from fieldapp.web.supervisor.screen import carried_out

bp = Blueprint("hold", __name__, url_prefix="/orders/<uuid:order_id>/hold")
bp.register_error_handler(Overtaken, overtaken)
bp.register_error_handler(Stale, overtaken)


@bp.post("")
def put(order_id: UUID) -> Response:
    form = Form()
    reason, words = form.choice(HoldReason, "reason"), form.text("words", optional=True)
    order = take_in_hand(order_id, form)
    act = my_act()
    recall(order, newest(order), act)
    order.hold(act, reason=reason, why=words)
    stand_down(db.session(), order, act)
    db.session.commit()
    return carried_out(Focus.of_the_request().on(None), _("The order is on hold"))
