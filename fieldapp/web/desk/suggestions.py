"""What appears under a field while somebody types: owners with their rooms, items of the catalogue."""

from flask import Blueprint, render_template, request

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.catalogue import in_force
from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.desk.new_order_page import items_for, residents_for
from fieldapp.web.session import me

bp = Blueprint("suggestions", __name__)
bp.before_request(guard.only(Role.DESK))


@bp.get("/rooms")
def rooms() -> str:
    words = request.args.get("room", "").strip()[:60]
    return render_template("desk/_rooms.html", residents=residents_for(words), words=words)


@bp.get("/items")
def items() -> str:
    words = request.args.get("what", "").strip()[:120]
    version = db.session.scalars(in_force(me().branch_id, now())).one_or_none()
    found = items_for(version.id, words) if version and words else ()
    return render_template("desk/_items.html", items=found, words=words)
