"""`/money/sites`: who may take money at which site."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.collecting import sites_of
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Role
from fieldapp.domain.premises import Collects, Site
from fieldapp.domain.room_file import change_site
from fieldapp.web import guard
from fieldapp.web.forms import choice
from fieldapp.web.labels import labels
from fieldapp.web.session import me

bp = Blueprint("sites", __name__, url_prefix="/sites")
bp.before_request(guard.only(Role.OPERATIONS, Role.GENERAL))


@bp.get("")
def show() -> str:
    return render_template("money/sites.html", **_page())


@bp.post("/<uuid:site_id>")
def change(site_id: UUID) -> Response:
    site = db.session.get(Site, site_id)
    if site is None or site.branch_id != me().branch_id:
        abort(404)
    act = Act.here(by_id=me().id, now=now())
    change_site(db.session(), site, {"collects": choice(Collects, "collects")}, act)
    db.session.commit()
    return redirect(url_for("money.sites.show"), 303)


def _page() -> dict[str, Any]:
    return {"sites": db.session.scalars(sites_of(me().branch_id)).all(), "ways": labels(Collects)}
