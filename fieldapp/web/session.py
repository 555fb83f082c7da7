"""Who is signed in: one small object, loaded with one select, and a cookie that lasts as long as a phone is in use."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, Response, g, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, current_user, login_user, logout_user
from itsdangerous import URLSafeTimedSerializer

from fieldapp.clock import now
from fieldapp.db import reading
from fieldapp.domain.people import Department, Language, Person, Role
from fieldapp.domain.signed_in import SIGNED_IN
from fieldapp.passwords import fingerprint

KEPT = timedelta(days=30)
PHONE = "device"  # in the cookie: which phone this session is on, once the phone has said so

login_manager = LoginManager()
# A phone changes its address all day and its browser overnight: neither makes it another phone.
login_manager.session_protection = None


@dataclass(frozen=True, slots=True)
class Me:
    """The person signed in, as much of them as every page needs."""

    id: UUID
    login: str
    name: str
    badge: str
    branch_id: UUID
    language: Language
    department: Department
    roles: frozenset[Role]
    password: str  # its fingerprint, never its hash
    pin: str  # what a phone compares theirs with; nothing: they have none
    lock_minutes: int  # until a screen that nobody touches is put away; 0: by a press alone
    emergency: bool  # is there one in the branch that the office watches?

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the signed cookie keeps."""
        return f"{self.id}.{self.password}"

    def has(self, *roles: Role) -> bool:
        """Whether the person holds at least one of these roles."""
        return not self.roles.isdisjoint(roles)


class Cookies(SecureCookieSessionInterface):
    """The signed cookie; what signs it is made once, not twice a request."""

    def __init__(self) -> None:
        self.signs: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        self.signs = self.signs or super().get_signing_serializer(app)
        return self.signs


def me() -> Me:
    """The person signed in. Only for screens behind a guard."""
    return cast(Me, someone())


def someone() -> Me | None:
    """The person signed in, if anybody is: for pages open to all."""
    if "someone" not in g:
        found = current_user._get_current_object()
        g.someone = found if found.is_authenticated else None
    return cast(Me | None, g.someone)


def begin(person: Person) -> None:
    """Sign the person in on this device, in a session that shares nothing with the one before (session fixation)."""
    phone = session.get(PHONE)  # the device stays what it is, whoever signs in on it
    session.clear()
    if phone:
        session[PHONE] = phone
    session.permanent = True
    g.pop("someone", None)
    login_user(_me_of(person), force=True)


def end() -> None:
    """Sign out on this device."""
    g.pop("someone", None)
    logout_user()
    session.clear()


def this_phone() -> UUID | None:
    """The phone on which this session is, as far as it is known."""
    return UUID(session[PHONE]) if session.get(PHONE) else None


def ask_nobody() -> None:
    """Draw the rest of this answer as for a visitor, unless it is known by now who asks: the database is away."""
    g.ask_nobody = True


def init_app(app: Flask) -> None:
    """Set up the cookie: rolling for thirty days, not readable by scripts, Secure wherever people come by https."""
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=urlsplit(app.config["PUBLIC_URL"] or "").scheme == "https",
        PERMANENT_SESSION_LIFETIME=KEPT,
        SESSION_REFRESH_EACH_REQUEST=False,
    )
    app.session_interface = Cookies()
    login_manager.init_app(app)
    app.after_request(_roll_on)


@login_manager.user_loader  # type: ignore[untyped-decorator]
def _load(kept: str) -> Me | None:
    person_id, _, password = kept.partition(".")
    if "ask_nobody" in g:
        return None
    try:
        row = reading().execute(SIGNED_IN, {"person_id": UUID(person_id), "device": this_phone()}).one_or_none()
    except ValueError:
        return None  # a cookie of another version of the app
    known = row and not row.locked and fingerprint(row.password_hash) == password
    if not (row and known):
        return None
    return _me_of(row, pin=row.pin or "", lock_minutes=row.lock_minutes, emergency=bool(row.emergency))


def _me_of(person: Any, *, pin: str = "", lock_minutes: int = 0, emergency: bool = False) -> Me:
    """Of a whole person, or of a row of SIGNED_IN, which has the same names."""
    return Me(
        id=person.id,
        login=person.login,
        name=person.name,
        badge=person.badge,
        branch_id=person.branch_id,
        language=person.language,
        department=person.department,
        roles=person.roles,
        password=fingerprint(person.password_hash),
        pin=pin,
        lock_minutes=lock_minutes,
        emergency=emergency,
    )


def _roll_on(response: Response) -> Response:
    # Once a day is enough for a cookie of thirty days; a poll every second must not carry it back each time.
    today = now().date().isoformat()
    if session.get("_user_id") and session.get("day") != today:
        session["day"] = today
    return response
