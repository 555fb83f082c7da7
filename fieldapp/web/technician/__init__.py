"""The technician's screens: a phone, one hand, gloves, often no signal."""

from flask import Blueprint

from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.technician import commands, visit

technician = Blueprint("technician", __name__, url_prefix="/my")
technician.before_request(guard.only(Role.TECHNICIAN))

for screen in (visit, commands):
    technician.register_blueprint(screen.bp)
