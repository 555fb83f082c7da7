"""The technician's screens: a phone, one hand, gloves, often no signal."""

from flask import Blueprint

from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.protocol import ours
from fieldapp.web.technician import (
    calendar,
    catalogue,
    commands,
    correction,
    day,
    duty,
    emergency,
    errand,
    phone,
    photos,
    pictures,
    sync,
    today,
    visit,
)
from fieldapp.web.technician.drill_words import drill_words
from fieldapp.web.technician.waiting_words import waiting_words

technician = Blueprint("technician", __name__, url_prefix="/my")
technician.before_request(guard.only(Role.TECHNICIAN))
technician.after_request(ours)
technician.app_template_global("waiting_words")(waiting_words)
technician.app_template_global("drill_words")(drill_words)

SCREENS = (
    today,
    emergency,
    visit,
    commands,
    photos,
    pictures,
    catalogue,
    phone,
    duty,
    day,
    sync,
    errand,
    calendar,
    correction,
)
for screen in SCREENS:
    technician.register_blueprint(screen.bp)
