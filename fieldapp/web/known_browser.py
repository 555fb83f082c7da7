"""A browser in which a login has signed in before: whoever guesses at that login elsewhere keeps nobody out of it here.

It carries a name of its own and the fingerprints of a few logins in a signed cookie, which opens nothing: it only says
where wrong passwords are counted.
"""

from hashlib import sha256
from secrets import token_urlsafe

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug import Response

from fieldapp.domain.sign_in import Place, as_counted
from fieldapp.web.session import someone

COOKIE = "known"
KEPT = 365 * 24 * 60 * 60  # seconds
MOST = 8  # logins: at a shared desk, those who signed in there last


def place_of(login: str) -> Place:
    """Where this login is tried: in a browser that it knows, or from an address."""
    reader = someone()
    if reader is not None and as_counted(reader.login) == as_counted(login):
        return Place.browser(str(reader.session_id))
    name, logins = _kept()
    return Place.browser(name) if _mark(login) in logins else Place.address(request.remote_addr or "")


def remember(answer: Response, login: str) -> Response:
    """This login has signed in here."""
    name, logins = _kept()
    mark = _mark(login)
    kept = [name or token_urlsafe(12), [mark, *(one for one in logins if one != mark)][:MOST]]
    answer.set_cookie(
        COOKIE,
        _signs().dumps(kept),
        max_age=KEPT,
        path="/sign-in",
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    return answer


def _kept() -> tuple[str, list[str]]:
    try:
        name, logins = _signs().loads(request.cookies.get(COOKIE, ""), max_age=KEPT)
    except (BadSignature, ValueError):
        return "", []
    return name, logins


def _mark(login: str) -> str:
    return sha256(as_counted(login).encode("utf-8", "replace")).hexdigest()[:16]


def _signs() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="known browser")
