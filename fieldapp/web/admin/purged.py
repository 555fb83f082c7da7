"""`/admin/purged`: what went, how much of it, when and why: by the machine when a period was over, or at a request."""

from flask import Blueprint, render_template, request, url_for

from fieldapp.db import db
from fieldapp.domain.purge_record import PAGE, records
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone
from fieldapp.web.privacy_words import KINDS
from fieldapp.web.session import me
from fieldapp.web.turning import mark, place_in

bp = Blueprint("purged", __name__, url_prefix="/purged")


@bp.get("")
def show() -> str:
    rows = db.session.execute(records(me().branch_id, place_in(Form(request.args)))).all()
    last = rows[PAGE - 1][0] if len(rows) > PAGE else None
    return render_template(
        "admin/purged.html",
        records=rows[:PAGE],
        older=url_for(".show", after=mark(last.at, last.id)) if last else None,
        kinds=KINDS,
        zone=home_zone(),
    )
