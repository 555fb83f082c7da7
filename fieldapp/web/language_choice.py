"""中文 / English by one tap, before and after sign-in."""

from flask import Blueprint, current_app, redirect
from werkzeug import Response

from fieldapp.db import db
from fieldapp.domain.device_session import KEPT
from fieldapp.domain.people import Language, Person
from fieldapp.web import guard
from fieldapp.web.forms import choice
from fieldapp.web.language import COOKIE
from fieldapp.web.places import way_back
from fieldapp.web.session import someone

bp = Blueprint("language", __name__, url_prefix="/language")
bp.before_request(guard.open_to_all())


@bp.post("")
def choose() -> Response:
    """Keep the language for the person, or for the device while nobody is signed in; back to where they were."""
    language = choice(Language, "language")
    reader = someone()
    if reader:
        db.session.get_one(Person, reader.id).language = language
        db.session.commit()
    answer = redirect(way_back(), 303)
    answer.set_cookie(
        COOKIE,
        language.value,
        max_age=12 * KEPT,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    return answer
