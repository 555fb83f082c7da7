"""The end of an employment, and its beginning anew. Nobody is deleted: what they did stays theirs."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.feed import stir
from fieldapp.domain.journal import Act
from fieldapp.domain.person_file import come_back, leave
from fieldapp.web.admin.person import ours, page
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import today_here
from fieldapp.web.session import me
from fieldapp.web.words import sentence

bp = Blueprint("employment", __name__, url_prefix="/people/<uuid:person_id>/leaving")


@bp.post("")
def end(person_id: UUID) -> Response | tuple[str, int]:
    """Refused in words as long as they hold something; with ``back`` they work here again."""
    person, act = ours(person_id), Act.here(by_id=me().id, now=now())
    try:
        if Form().ticked("back"):
            come_back(db.session(), person, act)
        else:
            leave(db.session(), person, act, today=today_here())
    except RuleBroken as refusal:
        db.session.rollback()
        return render_template("admin/person.html", refusal=sentence(refusal), **page(ours(person_id))), 422
    stir(db.session(), me().branch_id)
    db.session.commit()
    return redirect(url_for("admin.person.show", person_id=person_id), 303)
