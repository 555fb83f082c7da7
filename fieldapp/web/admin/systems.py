"""`/admin/systems`: other systems of the company that may read and write orders; somebody puts a new one down."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.domain.system import Scope, add_system, systems_of
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone
from fieldapp.web.session import me
from fieldapp.web.ticked import ticked

SCOPES: dict[Scope, LazyString] = {
    Scope.ORDERS_READ: _l("read how orders stand"),
    Scope.OWNERS_READ: _l("read for whom and where they are"),
    Scope.ORDERS_WRITE: _l("write orders, and cancel those it wrote"),
    Scope.CATALOGUE_READ: _l("read the catalogue"),
}

bp = Blueprint("systems", __name__, url_prefix="/systems")


@bp.get("")
def show() -> str:
    return render_template("admin/systems.html", **_page())


@bp.post("")
def add() -> Response | tuple[str, int]:
    form = Form()
    name, scopes = form.text("name", most=60), ticked(Scope, "scopes")
    if not scopes:
        form.fault("scopes", "system.no_scope")
    if not form.faults:
        try:
            act = Act.here(by_id=me().id, now=now())
            system, token = add_system(db.session(), me().branch_id, name, scopes, act)
        except RuleBroken as refusal:
            form.blame(refusal.facts["field"], refusal)
    if form.faults:
        db.session.rollback()
        return form.again("admin/systems.html", ticked=scopes, **_page())
    db.session.commit()
    return shown_once("admin/system_token.html", system=system, token=token)


def shown_once(template: str, **shown: Any) -> Response:
    """A secret, on a page that nobody can open again."""
    answer = make_response(render_template(template, **shown))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page() -> dict[str, Any]:
    systems = db.session.scalars(systems_of(me().branch_id)).all()
    return {"systems": systems, "scopes": list(SCOPES.items()), "zone": home_zone()}
