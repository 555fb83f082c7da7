"""Money: who owes what, what was paid, the books of a month. Recorded here; nothing is charged or moved (4.1.2)."""

from typing import Any

from flask import Blueprint

from fieldapp.domain.money_entry import entry_number
from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.money import month, of_order, owed, sites

money = Blueprint("money", __name__, url_prefix="/money")
money.before_request(guard.only(Role.DESK, Role.CASHIER, Role.OPERATIONS, Role.GENERAL))

for screen in (owed, of_order, month, sites):
    money.register_blueprint(screen.bp)


@money.context_processor
def words() -> dict[str, Any]:
    """What the templates say beside what a view gives them."""
    return {"entry_number": entry_number}
