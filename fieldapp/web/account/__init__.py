"""`/account`: what belongs to whoever is signed in, whatever they do here: language, ways to sign in, the PIN."""

from flask import Blueprint

from fieldapp.web import guard
from fieldapp.web.account import devices, keys, page, pin

account = Blueprint("account", __name__, url_prefix="/account")
account.before_request(guard.signed_in())

account.register_blueprint(page.bp)
account.register_blueprint(devices.bp)
account.register_blueprint(keys.bp)
account.register_blueprint(pin.bp)
