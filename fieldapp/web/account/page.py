"""`/account`: one page, drawn as everything else that this person sees: for the phone, or for the desk."""

from flask import Blueprint, make_response, render_template
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.device_session import sessions_of
from fieldapp.domain.passkey import passkeys_of
from fieldapp.domain.people import Role
from fieldapp.web import passkeys
from fieldapp.web.home_zone import home_zone
from fieldapp.web.session import me

bp = Blueprint("page", __name__)


@bp.get("")
def show() -> Response:
    return page()


def page(refusal: str = "", status: int = 200, *, of: str = "") -> Response:
    """The page, perhaps with the reason why something was refused, and in which of its parts: ``of``."""
    drawn = render_template(
        "account/page.html",
        layout="layouts/phone.html" if me().roles == {Role.TECHNICIAN} else "layouts/office.html",
        keys=db.session.scalars(passkeys_of(me().id)).all(),
        sessions=db.session.scalars(sessions_of(me().id, now())).all(),
        home=passkeys.home(),
        offered=passkeys.offered(),
        refusal=refusal,
        refusal_of=of,
        zone=home_zone(),
    )
    answer = make_response(drawn, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
