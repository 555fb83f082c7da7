"""Another time, agreed with the owner (改约): the order waits to be assigned again."""

from uuid import UUID

from flask import Blueprint
from flask_babel import gettext as _
from werkzeug import Response

from fieldapp.db import Stale, db
from fieldapp.domain.base import Overtaken
from fieldapp.domain.emergency import stand_down
from fieldapp.domain.recall import recall
from fieldapp.web.forms import Form
from fieldapp.web.supervisor.focus import Focus
from fieldapp.web.supervisor.in_hand import my_act, newest, overtaken, take_in_hand
from fieldapp.web.supervisor.screen import carried_out
from fieldapp.web.supervisor.whose import my_desk

bp = Blueprint("appointment", __name__, url_prefix="/orders/<uuid:order_id>/appointment")
bp.register_error_handler(Overtaken, overtaken)
bp.register_error_handler(Stale, overtaken)


@bp.post("")
def change(order_id: UUID) -> Response:
    form, zone = Form(), my_desk().timezone
    begins = form.moment("wanted_from", zone, optional=True)
    ends = form.moment("wanted_until", zone, optional=True)
    order = take_in_hand(order_id, form)
    act = my_act()
    recall(order, newest(order), act)
    order.rearrange(act, wanted_from=begins, wanted_until=ends)
    stand_down(db.session(), order, act)
    db.session.commit()
    return carried_out(Focus.of_the_request().on(order_id), _("Another time is written down"))
