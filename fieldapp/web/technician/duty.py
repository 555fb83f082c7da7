"""On duty and off duty, pressed on the phone's page."""

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.absence import absences_of
from fieldapp.domain.feed import stir
from fieldapp.domain.journal import Act
from fieldapp.domain.on_duty import come_on, duties_around, go_off
from fieldapp.web.session import me

bp = Blueprint("duty", __name__, url_prefix="/phone/duty")


@bp.post("")
def change() -> Response:
    at = now()
    duties = list(db.session.scalars(duties_around(me().id, at)))
    if request.form.get("duty") == "off":
        go_off(duties, at=at)
    else:
        db.session.add(come_on(duties, me().id, at=at))
        for absence in db.session.scalars(absences_of(me().id, since=at)):
            if absence.begins_at <= at:
                absence.withdraw(Act.here(by_id=me().id, now=at))  # here after all
    stir(db.session(), me().branch_id)
    db.session.commit()
    return redirect(url_for("technician.phone.show"), 303)
