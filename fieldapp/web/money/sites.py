"""`/money/sites`: who may take money at which site."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import Overtaken
from fieldapp.domain.collecting import sites_of
from fieldapp.domain.journal import Act
from fieldapp.domain.looked_at import OF_MONEY, changes_of, hold, mark_of, refuse_overtaken
from fieldapp.domain.people import Role
from fieldapp.domain.premises import Collects, Site
from fieldapp.domain.room_file import change_site
from fieldapp.web import guard
from fieldapp.web.forms import Form, choice
from fieldapp.web.labels import label, labels
from fieldapp.web.overtaken import here, instead
from fieldapp.web.session import me

bp = Blueprint("sites", __name__, url_prefix="/sites")
bp.before_request(guard.only(Role.OPERATIONS, Role.GENERAL))


@bp.get("")
def show() -> str:
    return render_template("money/sites.html", **_page())


@bp.post("/<uuid:site_id>")
def change(site_id: UUID) -> Response | tuple[str, int]:
    site = db.session.get(Site, site_id)
    if site is None or site.branch_id != me().branch_id:
        abort(404)
    form, act, told = Form(), Act.here(by_id=me().id, now=now()), {"collects": choice(Collects, "collects")}
    hold(db.session(), site, OF_MONEY)
    try:
        first = changes_of(site.branch_id, "site_changed", about=site.name_zh)
        refuse_overtaken(db.session(), site, OF_MONEY, told, act, form.sent.get("seen", ""), first)
    except Overtaken as overtaken:
        db.session.rollback()
        now_says = instead([label(overtaken.facts["now"]["collects"])])
        shown = {"at_fault": site_id, "now_says": now_says} | _page()
        return form.again("money/sites.html", refusal=here(overtaken), **shown)
    change_site(db.session(), site, told, act)
    db.session.commit()
    return redirect(url_for("money.sites.show"), 303)


def _page() -> dict[str, Any]:
    sites = db.session.scalars(sites_of(me().branch_id)).all()
    seen = {site.id: mark_of(site, OF_MONEY, now()) for site in sites}
    return {"sites": sites, "seen": seen, "ways": labels(Collects)}
