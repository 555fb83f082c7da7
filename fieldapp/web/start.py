"""`/`: everyone's first screen."""

from flask import Blueprint, redirect
from werkzeug import Response

from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.session import me

bp = Blueprint("start", __name__)
bp.before_request(guard.signed_in())

# In this order, because who holds several roles is first where work cannot wait.
FIRST_SCREENS = {
    Role.TECHNICIAN: "/my",
    Role.SUPERVISOR: "/board",
    Role.DESK: "/desk",
    Role.CASHIER: "/office",
    Role.OPERATIONS: "/office",
    Role.GENERAL: "/office",
    Role.HEAD: "/office",
    Role.ADMIN: "/admin",
}


@bp.get("/")
def show() -> Response:
    return redirect(next(path for role, path in FIRST_SCREENS.items() if me().has(role)))
