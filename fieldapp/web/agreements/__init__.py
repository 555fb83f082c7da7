"""Long-term service (4.2.4, 4.2.5): the front desk asks, a supervisor confirms, the operations manager approves.

One screen for all of them, because it is one paper that goes from hand to hand; who may do what stands at each view.
"""

from datetime import date
from typing import Any

from flask import Blueprint

from fieldapp.domain.people import Role
from fieldapp.domain.premises import masked
from fieldapp.web import guard
from fieldapp.web.agreements import agreeing, decisions, holidays, listed, notices, page, request, statement
from fieldapp.web.agreements.terms_words import price_words, rhythm_words

agreements = Blueprint("agreements", __name__, url_prefix="/office/agreements")
agreements.before_request(
    guard.only(Role.DESK, Role.SUPERVISOR, Role.CASHIER, Role.OPERATIONS, Role.GENERAL, Role.HEAD)
)

for screen in (listed, request, holidays, page, decisions, agreeing, notices, statement):
    agreements.register_blueprint(screen.bp)


@agreements.context_processor
def words() -> dict[str, Any]:
    """What the templates say beside what a view gives them."""
    return {"rhythm_words": rhythm_words, "price_words": price_words, "masked": masked, "day_of": date.fromisoformat}
