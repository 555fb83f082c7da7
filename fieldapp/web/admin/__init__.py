"""The administrator's screens: people, rooms, phones."""

from flask import Blueprint

from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.admin import call_backs, emergencies, welcome

admin = Blueprint("admin", __name__, url_prefix="/admin")
admin.before_request(guard.only(Role.ADMIN))

admin.register_blueprint(welcome.bp)
admin.register_blueprint(emergencies.bp)
admin.register_blueprint(call_backs.bp)
