"""Who is signed in: one small object, loaded with one select, and a cookie that lasts as long as a phone is in use.

The cookie names a session that stands in the database (``domain/device_session.py``): whoever ends it there ends it at
its next request. A cookie of before there were such sessions names none, and asks for the password once more.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, Response, current_app, g, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, current_user, login_user, logout_user
from itsdangerous import URLSafeTimedSerializer

from fieldapp.clock import now
from fieldapp.db import Busy, NoConnectionFree, Unreachable, beside, db, reading, write_again
from fieldapp.domain.device_session import KEPT, SEEN_EVERY, Over, Way, begun, end_session, seen, session_of
from fieldapp.domain.people import Department, Language, Person, Role
from fieldapp.domain.sign_in_event import Door, at_the_door
from fieldapp.domain.signed_in import SIGNED_IN
from fieldapp.passwords import fingerprint
from fieldapp.web.came_from import came_from
from fieldapp.web.protocol import DAY, OVER

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
    session_id: UUID
    seen_at: datetime  # when this session was used last, to some minutes
    emergency: bool  # is there one in the branch that the office watches?

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the signed cookie keeps."""
        return f"{self.session_id}.{self.password}"

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


def begin(person: Person, way: Way = Way.PASSWORD) -> None:
    """Sign the person in on this device, in a session that shares nothing with the one before (session fixation)."""
    before, phone, at, place = someone(), session.get(PHONE), now(), came_from()
    session.clear()
    if phone:
        session[PHONE] = phone  # the device stays what it is, whoever signs in on it
    session.permanent = True
    write_again()
    if before is not None:
        _end(before, Over.REPLACED, at)
    row = begun(person.id, way, place, at)
    row.device = UUID(phone) if phone else None
    db.session.add(row)
    at_the_door(db.session(), Door.SIGNED_IN, person, at, place, session_id=row.id, way=way.value)
    db.session.commit()
    for known in ("someone", "was_ended"):
        g.pop(known, None)
    login_user(_me_of(person, session_id=row.id, seen_at=at), force=True)


def end() -> None:
    """Sign out on this device."""
    leaving = someone()
    if leaving is not None:
        at = now()
        _end(leaving, Over.SIGNED_OUT, at)
        at_the_door(db.session(), Door.SIGNED_OUT, leaving, at, came_from(), session_id=leaving.session_id)
        db.session.commit()
    g.pop("someone", None)
    logout_user()
    session.clear()


def this_phone() -> UUID | None:
    """The phone on which this session is, as far as it is known."""
    return UUID(session[PHONE]) if session.get(PHONE) else None


def was_ended() -> bool:
    """Did this browser have a session that somebody ended from elsewhere, or whose phone is locked?"""
    return someone() is None and bool(g.get("was_ended"))


def say_that_it_was_ended() -> None:
    """The answer tells the phone to forget the day that it keeps."""
    g.was_ended = True


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
    app.after_request(_note_that_it_was_used)
    app.after_request(_tell_the_phone)


@login_manager.user_loader  # type: ignore[untyped-decorator]
def _load(kept: str) -> Me | None:
    session_id, _, password = kept.partition(".")
    if "ask_nobody" in g:
        return None
    try:
        row = reading().execute(SIGNED_IN, {"session_id": UUID(session_id), "device": this_phone()}).one_or_none()
    except ValueError:
        return None  # a cookie of another version of the app
    if row is None:
        return None
    if row.ended_at or row.locked or row.left_at:
        say_that_it_was_ended()
        return None
    same = fingerprint(row.password_hash) == password
    told = {"session_id": row.session_id, "seen_at": row.seen_at, "lock_minutes": row.lock_minutes}
    return _me_of(row, pin=row.pin or "", emergency=bool(row.emergency), **told) if same else None


def _me_of(
    person: Any, *, session_id: UUID, seen_at: datetime, pin: str = "", lock_minutes: int = 0, emergency: bool = False
) -> Me:
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
        session_id=session_id,
        seen_at=seen_at,
        emergency=emergency,
    )


def _end(whose: Me, over: Over, at: datetime) -> None:
    row = db.session.scalars(session_of(whose.id, whose.session_id)).one_or_none()
    if row is not None:
        end_session(db.session(), row, over, at)


def _roll_on(response: Response) -> Response:
    # Once a day is enough for a cookie of thirty days; a poll every second must not carry it back each time.
    today = now().date().isoformat()
    if session.get("_user_id") and session.get("day") != today:
        session["day"] = today
    return response


def _note_that_it_was_used(response: Response) -> Response:
    # Every few minutes, and when the answer is on its way: nobody waits for it.
    user, at = g.get("someone"), now()
    if user is not None and at - user.seen_at >= SEEN_EVERY:
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        response.call_on_close(partial(_used, app, user.session_id, at))
    return response


def _used(app: Flask, session_id: UUID, at: datetime) -> None:
    # Whoever is busy is not kept from it: the next request notes it.
    with app.app_context(), suppress(Busy, Unreachable, NoConnectionFree), beside() as apart:
        apart.execute(seen(session_id, at))
        apart.commit()


def _tell_the_phone(response: Response) -> Response:
    if g.get("was_ended"):
        response.headers[DAY] = OVER
    return response
