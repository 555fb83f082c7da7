"""The office's first screen: what waits for whoever is signed in."""

from typing import Any

from flask import Blueprint, render_template

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.agreement_list import waiting_for
from fieldapp.domain.catalogue import CatalogueState
from fieldapp.domain.catalogue_list import versions_in
from fieldapp.domain.money_list import still_open
from fieldapp.domain.month_close import month_to_close
from fieldapp.domain.people import Role
from fieldapp.domain.premises import Branch
from fieldapp.web.session import me

bp = Blueprint("welcome", __name__)

# Whose turn it is with a version of the catalogue (4.1.4).
NEXT = {Role.GENERAL: CatalogueState.REVIEWED, Role.HEAD: CatalogueState.APPROVED}


@bp.get("")
def show() -> str:
    states = {state for role, state in NEXT.items() if me().has(role)}
    return render_template(
        "manager/welcome.html",
        versions=db.session.scalars(versions_in(me().branch_id, states)).all() if states else [],
        agreements=_agreements() if me().has(Role.OPERATIONS) else [],
        **(_money() if me().has(Role.CASHIER) else {}),
    )


def _agreements() -> Any:
    """What a supervisor can do, and the operations manager has not said yes or no to (4.2.4)."""
    return db.session.scalars(waiting_for(me().branch_id, me().roles, me().department)).all()


def _money() -> dict[str, Any]:
    """What the cashier comes for: what is open, and the month that is over."""
    month = month_to_close(db.session(), db.session.get_one(Branch, me().branch_id), now())
    money = db.session.execute(still_open(me().branch_id)).one()
    return {"open": money if money.orders else None, "month": f"{month:%Y-%m}" if month else None}
