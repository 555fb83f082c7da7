"""The technician's screens: a phone, one hand, gloves, often no signal."""

from flask import Blueprint

from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.technician import catalogue, commands, phone, photos, today, visit

technician = Blueprint("technician", __name__, url_prefix="/my")
technician.before_request(guard.only(Role.TECHNICIAN))

for screen in (today, visit, commands, photos, catalogue, phone):
    technician.register_blueprint(screen.bp)
