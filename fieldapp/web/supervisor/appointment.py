"""Another time, agreed with the owner (改约): the order waits to be assigned again."""

from datetime import datetime
from uuid import UUID

from flask import Blueprint
from flask_babel import gettext as _
from werkzeug import Response

from fieldapp.db import Stale, db
from fieldapp.domain.base import Overtaken, RuleBroken
from fieldapp.domain.emergency import stand_down
from fieldapp.domain.journal import Act
from fieldapp.domain.recall import recall
from fieldapp.domain.window import window_to_come
from fieldapp.web.forms import Form
from fieldapp.web.htmx import asked_by_htmx
from fieldapp.web.supervisor.detail import detail_of
from fieldapp.web.supervisor.focus import Focus
from fieldapp.web.supervisor.in_hand import my_act, newest, overtaken, take_in_hand
from fieldapp.web.supervisor.screen import carried_out, look
from fieldapp.web.supervisor.whose import my_desk

bp = Blueprint("appointment", __name__, url_prefix="/orders/<uuid:order_id>/appointment")
bp.register_error_handler(Overtaken, overtaken)
bp.register_error_handler(Stale, overtaken)


@bp.post("")
def change(order_id: UUID) -> Response | tuple[str, int]:
    form, act = Form(), my_act()
    begins, ends = _window(form, act)
    if form.faults and asked_by_htmx():
        return _again(order_id, form)
    order = take_in_hand(order_id, form)
    recall(order, newest(order), act)
    order.rearrange(act, wanted_from=begins, wanted_until=ends)
    stand_down(db.session(), order, act)
    db.session.commit()
    return carried_out(Focus.of_the_request().on(order_id), _("Another time is written down"))


def _window(form: Form, act: Act) -> tuple[datetime | None, datetime | None]:
    """From when until when; a time that nobody can keep becomes a fault of the form."""
    zone = my_desk().timezone
    begins = form.moment("wanted_from", zone, optional=True)
    ends = form.moment("wanted_until", zone, optional=True)
    try:
        window_to_come(begins, ends, at=act.at)
    except RuleBroken as refusal:
        form.blame("wanted_until" if ends else "wanted_from", refusal)
    return begins, ends


def _again(order_id: UUID, form: Form) -> tuple[str, int]:
    """The form once more, in its sheet that stays open."""
    focus = Focus.of_the_request().on(order_id)
    detail = detail_of(look(focus), [], my_desk().timezone)
    return form.again("supervisor/_another_time.html", focus=focus, detail=detail)
