"""What other programs call: the company's own app, WeCom, a calendar. No cookie, no page but the description."""

from flask import Blueprint

from fieldapp.web.api import calendar, catalogue, description, orders, page
from fieldapp.web.api.bearer import BearerOnly

api = Blueprint("api", __name__, url_prefix="/api/v1")
api.before_request(BearerOnly())

for part in (orders, catalogue):
    api.register_blueprint(part.bp)

description.bp.register_blueprint(page.bp)

BLUEPRINTS = (api, description.bp, calendar.bp)
