"""The office's screens: money, approvals and figures, at a desk."""

from flask import Blueprint

from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.manager import (
    catalogue,
    catalogue_export,
    catalogue_import,
    catalogue_item,
    catalogue_version,
    figures,
    welcome,
)

manager = Blueprint("manager", __name__, url_prefix="/office")
manager.before_request(guard.only(Role.CASHIER, Role.OPERATIONS, Role.GENERAL, Role.HEAD))

for screen in (welcome, catalogue, catalogue_version, catalogue_import, catalogue_export, catalogue_item, figures):
    manager.register_blueprint(screen.bp)
