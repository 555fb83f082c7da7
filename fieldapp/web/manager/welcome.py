"""The office's first screen: what waits for whoever is signed in."""

from flask import Blueprint, render_template

from fieldapp.db import db
from fieldapp.domain.catalogue import CatalogueState
from fieldapp.domain.catalogue_list import versions_in
from fieldapp.domain.people import Role
from fieldapp.web.session import me

bp = Blueprint("welcome", __name__)

# Whose turn it is with a version of the catalogue (4.1.4).
NEXT = {Role.GENERAL: CatalogueState.REVIEWED, Role.HEAD: CatalogueState.APPROVED}


@bp.get("")
def show() -> str:
    states = {state for role, state in NEXT.items() if me().has(role)}
    versions = db.session.scalars(versions_in(me().branch_id, states)).all() if states else []
    return render_template("manager/welcome.html", versions=versions)
