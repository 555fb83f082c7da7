"""`/office/agreements`: what waits for me, what waits for others, what runs, what is over."""

from flask import Blueprint, render_template, request

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.agreement_list import PAGE, Part, agreements_of, waiting_for
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone, today_here
from fieldapp.web.session import me

bp = Blueprint("listed", __name__)


@bp.get("")
def show() -> str:
    form = Form(request.args)
    part, after = form.optional_choice(Part, "part") or Part.RUNNING, form.optional_uuid("after")
    today = today_here()
    found = db.session.scalars(agreements_of(me().branch_id, part, today, after)).all()
    mine = db.session.scalars(waiting_for(me().branch_id, me().roles, me().department)).all()
    return render_template(
        "agreements/index.html",
        part=part,
        mine=mine,
        agreements=found[:PAGE],
        more=found[PAGE - 1].id if len(found) > PAGE else None,
        today=today,
        now=now(),
        zone=home_zone(),
    )
