"""Can we do it, and what does it cost? The supervisor's answer (4.2.3, 4.3.3)."""

from uuid import UUID

from flask import Blueprint, abort
from flask_babel import gettext as _
from werkzeug import Response

from fieldapp.db import db
from fieldapp.domain.waiting import question_in_hand
from fieldapp.web.forms import Form
from fieldapp.web.supervisor.focus import Focus
from fieldapp.web.supervisor.in_hand import my_act
from fieldapp.web.supervisor.screen import carried_out
from fieldapp.web.supervisor.whose import my_desk

bp = Blueprint("question", __name__, url_prefix="/questions/<uuid:question_id>/answer")


@bp.post("")
def answer(question_id: UUID) -> Response:
    form = Form()
    can = form.text("can", most=3) == "yes"
    price = form.money("price", optional=not can)
    reason = form.text("reason", optional=can)
    form.check()
    desk = my_desk()
    asked = db.session.scalars(question_in_hand(question_id, desk.branch_id, desk.department)).one_or_none()
    question = asked or abort(404)
    question.answer(my_act(), can=can, price_fen=price if can else None, reason=reason)
    db.session.commit()
    return carried_out(Focus.of_the_request(), _("Answered"))
