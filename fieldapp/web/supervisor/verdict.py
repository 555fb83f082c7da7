"""A press that waits for the office, because the order was in other hands: it counts, or the order stays as it is."""

from uuid import UUID

from flask import Blueprint, abort
from flask_babel import lazy_gettext as _l
from werkzeug import Response

from fieldapp.db import db
from fieldapp.domain.attention import parked_in_hand
from fieldapp.domain.crew import departments_for
from fieldapp.domain.parked import decide
from fieldapp.domain.receipt import Decision
from fieldapp.web.forms import Form
from fieldapp.web.supervisor.focus import Focus
from fieldapp.web.supervisor.in_hand import my_act
from fieldapp.web.supervisor.screen import carried_out
from fieldapp.web.supervisor.whose import my_desk

DONE = {
    Decision.COUNTS: _l("It counts; both technicians are told"),
    Decision.LEFT: _l("Left as it is; the technician is told"),
}

bp = Blueprint("verdict", __name__, url_prefix="/commands/<uuid:command_id>/decision")


@bp.post("")
def give(command_id: UUID) -> Response:
    form, desk = Form(), my_desk()
    decision = form.choice(Decision, "decision")
    form.check()
    departments = departments_for(desk.department)
    if db.session.scalar(parked_in_hand(command_id, desk.branch_id, departments)) is None:
        abort(404)
    receipt = decide(db.session(), command_id, branch_id=desk.branch_id, decision=decision, act=my_act())
    db.session.commit()
    # Where two decided at once, the first word stands and both read which it was.
    return carried_out(Focus.of_the_request(), str(DONE[Decision(str(receipt.decision))]))
