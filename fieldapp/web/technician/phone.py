"""The phone's own page: whose it is, in which language, and the way out."""

from flask import Blueprint, render_template

bp = Blueprint("phone", __name__, url_prefix="/phone")


@bp.get("")
def show() -> str:
    return render_template("technician/phone.html")
