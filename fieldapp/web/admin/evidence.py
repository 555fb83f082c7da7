"""`/admin/evidence`: does the chain of this branch hold, and when was it last gone through."""

from flask import Blueprint, render_template

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.chain_signs import chain_of
from fieldapp.web.chain_words import check_in_words
from fieldapp.web.home_zone import home_zone
from fieldapp.web.session import me

bp = Blueprint("evidence", __name__, url_prefix="/evidence")


@bp.get("")
def show() -> str:
    """The last walks, what the last one found, and how much waits to be sealed."""
    chain = chain_of(db.session(), me().branch_id)
    return render_template(
        "admin/evidence.html", chain=chain, said=check_in_words, zone=home_zone(), overdue=chain.overdue(now())
    )
