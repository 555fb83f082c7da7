"""The phone's own page: what waits on it, how it stands, whose it is, in which language, and the way out."""

from flask import Blueprint, render_template

from fieldapp.clock import now
from fieldapp.web.home_zone import home_zone
from fieldapp.web.technician.phone_words import phone_words
from fieldapp.web.technician.the_day import the_day

bp = Blueprint("phone", __name__, url_prefix="/phone")


@bp.get("")
def show() -> str:
    zone = home_zone()
    return render_template("technician/phone.html", words=phone_words(the_day(now(), zone)), zone=zone)
