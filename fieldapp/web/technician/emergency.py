"""`/my/emergencies/<id>`: the red card that a notification opens; 我去, 去不了, and who goes instead (4.3.5)."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db, reading
from fieldapp.domain.answer_kept import act_of, answer_once
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.command import Pressed
from fieldapp.domain.emergency_to_read import MINE, ONE, may_be_answered_by
from fieldapp.web.forms import Form
from fieldapp.web.session import me
from fieldapp.web.technician.commands import anew
from fieldapp.web.technician.emergency_card import EmergencyCard

bp = Blueprint("emergency", __name__, url_prefix="/emergencies/<uuid:dispatch_id>")


@bp.get("")
def show(dispatch_id: UUID) -> str:
    return render_template("technician/emergency.html", card=my_card(dispatch_id))


@bp.post("/answers")
def answer(dispatch_id: UUID) -> Response:
    """By a plain form; the phone's own presses come by way of its queue."""
    form = Form()
    verb, reason = form.text("verb", most=20), form.text("reason", most=300, optional=True)
    id = form.uuid("command")
    form.check()
    if verb not in {"take", "cannot"}:
        raise RuleBroken("command.unknown_verb", verb=verb)
    at = now()
    data = {"dispatch": str(dispatch_id), "reason": reason}
    pressed = Pressed(id=id, seq=0, v=1, visit=None, verb=verb, at=at, base=None, by=me().id, data=data)
    my_card(dispatch_id)
    anew(lambda: answer_once(db.session(), pressed, act=act_of(pressed, offset=at - at, received_at=at)))
    return redirect(url_for(".show", dispatch_id=dispatch_id), 303)


def my_card(dispatch_id: UUID) -> EmergencyCard:
    """The emergency, for a technician who may answer it, called or not; a stranger's is none: 404."""
    asked = {"dispatch_id": dispatch_id, "branch_id": me().branch_id, "person_id": me().id}
    row = reading().execute(ONE, asked).one_or_none()
    if row is None or not may_be_answered_by(row, me().department):
        abort(404)
    return EmergencyCard(row, now(), me().id)


def my_cards() -> list[EmergencyCard]:
    """What calls the person signed in, and what they have taken and is not under control yet."""
    asked = {"branch_id": me().branch_id, "person_id": me().id}
    return [EmergencyCard(row, now(), me().id) for row in reading().execute(MINE, asked)]
