"""Who may come in, and from where. A route that nobody has thought about answers nobody."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, redirect, request
from werkzeug import Response

from fieldapp.db import only_reads
from fieldapp.domain.people import Role
from fieldapp.web import screen_lock
from fieldapp.web.htmx import asked_by_htmx
from fieldapp.web.places import sign_in_first
from fieldapp.web.session import someone

EVERYONE: frozenset[Role] = frozenset()  # no role needed, nor a sign-in
ANY_ROLE = frozenset(Role)
SYSTEMS: frozenset[Any] = frozenset({"system"})  # nobody of us: another system, by its token

# Read by programs, not by people: a redirect to the sign-in page would be taken for an answer.
FOR_PROGRAMS = ("/my/sync", "/my/blobs", "/my/day.json", "/live", "/push/", "/api/")

View = TypeVar("View", bound=Callable[..., Any])


class Only:
    """A guard for a blueprint's ``before_request`` or for one view: turns away everyone without one of the roles."""

    def __init__(self, roles: frozenset[Role], *, on_a_locked_screen: bool = False) -> None:
        self.roles, self.on_a_locked_screen = roles, on_a_locked_screen

    def __call__(self) -> Response | None:
        if self.roles is EVERYONE:
            return None
        reader = someone()
        if reader is None:
            return _ask_to_sign_in()
        if screen_lock.is_away() and not self.on_a_locked_screen:
            return _ask_to_unlock()
        if not reader.has(*self.roles):
            abort(404)  # Not 403: what there is for others is nobody's business.
        return None


def only(role: Role, *others: Role) -> Only:
    """For a blueprint's ``before_request``: people with one of these roles."""
    return Only(frozenset({role, *others}))


def signed_in(*, on_a_locked_screen: bool = False) -> Only:
    """For a blueprint's ``before_request``: anybody who is signed in; perhaps also while their screen is put away."""
    return Only(ANY_ROLE, on_a_locked_screen=on_a_locked_screen)


def open_to_all() -> Only:
    """For a blueprint's ``before_request``: everybody; its views ask for a token, or give nothing away."""
    return Only(EVERYONE)


def narrowed_to(role: Role, *others: Role) -> Callable[[View], View]:
    """For one view in a blueprint whose guard is wider: these roles alone."""

    def mark(view: View) -> View:
        view.only = only(role, *others)  # type: ignore[attr-defined]
        return view

    return mark


def who_may(app: Flask, endpoint: str) -> frozenset[Role] | None:
    """The roles that may call the endpoint; EVERYONE when it is open, None when no guard says anything."""
    roles = [guard.roles for guard in _guards_of(app, endpoint)]
    if not roles:
        return None
    closed = [some for some in roles if some is not EVERYONE]
    return frozenset.intersection(*closed) if closed else EVERYONE


def for_a_program() -> bool:
    """Whether a program asks, so that a page would be no answer."""
    return request.path.startswith(FOR_PROGRAMS)


def init_app(app: Flask) -> None:
    app.before_request(refuse_other_sites)
    app.before_request(refuse_the_unguarded)


def refuse_other_sites() -> None:
    """Refuse a change that a page of another site asked the browser to make (CSRF).

    A browser says where a request comes from in one of two headers. Without a session a missing word is nothing to
    fear; with one, something other than a browser page of ours is using the cookie.
    """
    if only_reads():
        return
    said, origin = request.headers.get("Sec-Fetch-Site") or "none", request.headers.get("Origin")
    if said == "same-origin" or (said == "none" and origin in _our_origins()):
        return
    if said == "none" and origin is None and current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return
    abort(403)


def refuse_the_unguarded() -> Response | None:
    """Close every route of which nobody said who may call it, and stand guard before the single views that need it."""
    if request.endpoint is None:
        return None  # no such page: the router says so
    if not _guards_of(current_app, request.endpoint):
        abort(404)
    guard = _guard_of_view(current_app, request.endpoint)
    return guard() if guard else None


def _guards_of(app: Flask, endpoint: str) -> list[Only]:
    parts = endpoint.split(".")[:-1]
    blueprints = [".".join(parts[: n + 1]) for n in range(len(parts))]
    before = [check for name in blueprints for check in app.before_request_funcs.get(name, ())]
    return [check for check in [*before, _guard_of_view(app, endpoint)] if isinstance(check, Only)]


def _guard_of_view(app: Flask, endpoint: str) -> Only | None:
    return getattr(app.view_functions.get(endpoint), "only", None)


def _our_origins() -> set[str]:
    public = urlsplit(current_app.config["PUBLIC_URL"] or "")
    return {f"{public.scheme}://{public.netloc}", request.host_url.rstrip("/")}


def _ask_to_sign_in() -> Response:
    return _instead(sign_in_first())


def _ask_to_unlock() -> Response:
    return _instead("/locked")


def _instead(page: str) -> Response:
    if asked_by_htmx() or for_a_program():
        abort(401)
    return redirect(page)
