"""The front desk's screens: a desk, a phone at the ear. Supervisors read along: the page of an order is theirs, too."""

from typing import Any

from flask import Blueprint

from fieldapp.domain.component import Component
from fieldapp.domain.developer_case import Reply
from fieldapp.domain.order import Channel, HoldReason, Kind
from fieldapp.domain.people import Role
from fieldapp.domain.peril import Peril
from fieldapp.domain.premises import masked
from fieldapp.web import guard
from fieldapp.web.desk import (
    call_backs,
    codes,
    correction,
    decisions,
    developer,
    emergencies,
    errand,
    new_order,
    order,
    orders,
    outside,
    paper,
    suggestions,
)
from fieldapp.web.desk.aloud import price_said
from fieldapp.web.desk.refused_aloud import declined_aloud, handed_over_aloud
from fieldapp.web.desk.tones import state_tone
from fieldapp.web.labels import labels

desk = Blueprint("desk", __name__, url_prefix="/desk")
desk.before_request(guard.only(Role.DESK, Role.SUPERVISOR))

for screen in (
    emergencies,
    new_order,
    suggestions,
    orders,
    order,
    decisions,
    call_backs,
    outside,
    paper,
    developer,
    codes,
    errand,
    correction,
):
    desk.register_blueprint(screen.bp)


# The desk opens pages of others, too, and an emergency stands above them all.
desk.add_app_template_global(emergencies.band, "emergency_band")


@desk.context_processor
def words() -> dict[str, Any]:
    """What the desk's templates say beside what a view gives them."""
    return {
        "masked": masked,
        "price_said": price_said,
        "declined_aloud": declined_aloud,
        "handed_over_aloud": handed_over_aloud,
        "components": [each for each in labels(Component) if each[0] != Component.NONE],
        "replies": labels(Reply),
        "state_tone": state_tone,
        "kinds": labels(Kind),
        "channels": [told for told in labels(Channel) if told[0] not in {Channel.AGREEMENT, Channel.SYSTEM}],
        "hold_reasons": labels(HoldReason),
        "perils": list(Peril),
    }
