"""The administrator's first screen: who you are here, and what is there for you."""

from flask import Blueprint, render_template

bp = Blueprint("welcome", __name__)


@bp.get("")
def show() -> str:
    return render_template("admin/welcome.html")
