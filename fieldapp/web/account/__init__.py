"""`/account`: what is one's own, whatever one does here: language, password, PIN, passkeys, devices."""

from flask import Blueprint

from fieldapp.web import guard
from fieldapp.web.account import devices, keys, page, password, pin

account = Blueprint("account", __name__, url_prefix="/account")
account.before_request(guard.signed_in())

account.register_blueprint(page.bp)
account.register_blueprint(devices.bp)
account.register_blueprint(keys.bp)
account.register_blueprint(password.bp)
account.register_blueprint(pin.bp)
