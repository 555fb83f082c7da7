"""The office's screens: money, approvals and figures, at a desk."""

from flask import Blueprint

from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.manager import welcome

manager = Blueprint("manager", __name__, url_prefix="/office")
manager.before_request(guard.only(Role.CASHIER, Role.OPERATIONS, Role.GENERAL, Role.HEAD))

manager.register_blueprint(welcome.bp)
