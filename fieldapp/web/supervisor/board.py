"""`/board`: what waits, who has what, and the order in hand."""

from uuid import UUID

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.assignment import UNDO_WITHIN
from fieldapp.domain.handing_out import JUST_NOW
from fieldapp.web.session import me
from fieldapp.web.supervisor.focus import Focus
from fieldapp.web.supervisor.screen import Said, Toast, draw

bp = Blueprint("board", __name__)


@bp.get("")
def show() -> Response:
    return draw(Focus.of_the_request(), Said(toast=_just_now(request.args.get("just", type=UUID))))


def _just_now(assignment_id: UUID | None) -> Toast | None:
    """After a plain form: what was just assigned, as long as it can be taken back."""
    if assignment_id is None:
        return None
    asked = {"assignment_id": assignment_id, "branch_id": me().branch_id, "department": me().department}
    row = db.session.execute(JUST_NOW, asked).one_or_none()
    left = row.at + UNDO_WITHIN - now() if row else None
    if row is None or left is None or left.total_seconds() <= 0:
        return None
    undo = url_for("supervisor.assignment.undo", order_id=row.order_id, assignment_id=row.id)
    return Toast(_("Assigned to %(name)s", name=row.technician), undo, int(left.total_seconds()))
