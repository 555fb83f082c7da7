"""How a refusal or a mishap reaches the person: always in words, with what to do next."""

from typing import NamedTuple

import structlog
from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from fieldapp.blobs import NotKept
from fieldapp.db import Busy, NoConnectionFree, Stale, Unreachable, give_up
from fieldapp.domain.base import Overtaken, RuleBroken
from fieldapp.full_disk import is_full
from fieldapp.web.forms import FormFaults
from fieldapp.web.guard import for_a_program
from fieldapp.web.htmx import asked_by_htmx
from fieldapp.web.places import sign_in_again, way_back
from fieldapp.web.problem import asked_of_the_api, problem, refusal
from fieldapp.web.session import ask_nobody, someone
from fieldapp.web.words import sentence

log = structlog.get_logger(__name__)


class Words(NamedTuple):
    """A mishap: what happened, and what to do now."""

    message: LazyString
    help: LazyString


CHANGED = Words(
    _("Somebody else has just changed this."),
    _("Nothing of yours was stored. Look at the page again and decide again."),
)
AWAY = Words(
    _("The server cannot store or find anything at the moment."),
    _("Nothing was stored. Keep this page and send it again in a minute; if it stays so, tell the administrator."),
)
FULL = Words(
    _("The server has no room left."),
    _("Nothing was stored, and what is on this phone stays on it. Tell the administrator; then send it again."),
)
BUSY = Words(_("The server is busy."), _("Nothing was stored. Wait a moment and send it again."))
MISHAPS: dict[int, Words] = {
    400: Words(_("This request cannot be read."), _("Go back, load the page again and send it once more.")),
    401: Words(_("You are not signed in any more."), _("Sign in again; what is on this phone stays on it.")),
    403: Words(_("This did not come from a page of ours."), _("Go back, load the page again and send it once more.")),
    404: Words(_("There is no such page."), _("It does not exist, or it is not yours.")),
    405: Words(_("There is no such page."), _("The address takes another kind of request.")),
    413: Words(_("That is too large."), _("Send less at once; a photo may have 15 MB.")),
    415: Words(_("This kind of file cannot be read."), _("Photos are JPEG, PNG or WebP.")),
    426: Words(_("This app is too old for the server."), _("What is on this phone stays on it. Load the app again.")),
    429: Words(_("That was too often."), _("Wait a minute, then try again.")),
    500: Words(
        _("Something went wrong with us."),
        _("Look first whether what you sent was stored, then send it again. Tell the administrator the number below."),
    ),
}

# Refusals that somebody may ask about. Tabs that are not signed in any more, and addresses that lead nowhere, fill no
# log; but whoever is signed in and asks for what is not theirs stands in it.
TO_BE_ASKED_ABOUT = {403, 413, 415, 426, 429}


def init_app(app: Flask) -> None:
    app.register_error_handler(RuleBroken, refused)
    app.register_error_handler(FormFaults, faulty)
    app.register_error_handler(Stale, lambda _: told(CHANGED, 409))
    app.register_error_handler(Busy, busy)
    app.register_error_handler(NoConnectionFree, busy)
    app.register_error_handler(Unreachable, away)
    app.register_error_handler(NotKept, away)
    app.register_error_handler(OSError, no_room)
    app.register_error_handler(HTTPException, mishap)
    app.register_error_handler(500, unforeseen)


def refused(rule: RuleBroken) -> Response:
    """Say no: in the page's notice, or on a page of its own where there is no htmx."""
    # The code alone: what stands in the sentence may be somebody's name.
    log.info("request.refused", code=rule.code, route=request.endpoint)
    if asked_of_the_api():
        give_up()
        return refusal(rule)
    return _answer(sentence(rule), None, 409 if isinstance(rule, Overtaken) else 422)


def faulty(form: FormFaults) -> Response:
    """Name the faults of a form that has no page of its own."""
    return _answer(" ".join(dict.fromkeys(sentence(fault) for fault in form.faults.values())), None, 422)


def told(words: Words, status: int) -> Response:
    """Tell of a mishap, in the page's notice or on a page of its own."""
    return _answer(str(words.message), str(words.help), status)


def busy(_: Exception) -> Response:
    response = told_without_asking(BUSY, 503)
    response.headers["Retry-After"] = "1"
    return response


def away(trouble: Exception) -> Response:
    """The database or the place of the photos fails: those who watch over the server read why, people what to do."""
    full = is_full(trouble)
    log.error("storage.failed", full=full, trouble=str(trouble))
    response = told_without_asking(FULL, 507) if full else told_without_asking(AWAY, 503)
    response.headers["Retry-After"] = "60"
    return response


def no_room(trouble: OSError) -> Response:
    """What is too large for the memory is put on a disk while it arrives. Raises any other trouble again."""
    if not is_full(trouble):
        raise trouble
    return away(trouble)


def mishap(error: HTTPException) -> Response:
    """Put Werkzeug's errors into our words, and keep what a protocol needs of them."""
    if error.response is not None:
        return make_response(error.response)
    if error.code is None or error.code < 400:
        return make_response(error.get_response())  # a redirect of the router
    if error.code in TO_BE_ASKED_ABOUT or _not_theirs(error.code):
        log.info("request.refused", code=str(error.code), route=request.endpoint)
    response = told(MISHAPS.get(error.code, MISHAPS[500 if error.code >= 500 else 400]), error.code)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(error.valid_methods)
    if error.code == 401 and asked_by_htmx():
        response.headers["HX-Redirect"] = sign_in_again()
    return response


def _not_theirs(code: int) -> bool:
    return code == 404 and request.endpoint is not None and someone() is not None


def unforeseen(_: HTTPException) -> Response:
    """A mistake of ours."""
    return told_without_asking(MISHAPS[500], 500)


def told_without_asking(words: Words, status: int) -> Response:
    """Tell it plainly even if the database is away: the person's language may then be unknown."""
    ask_nobody()
    try:
        return told(words, status)
    except Exception:
        log.exception("request.failed_twice")
        return Response(f"{words.message}\n{words.help}\n{g.request_id}\n", status, mimetype="text/plain")


def _answer(message: str, help: str | None, status: int) -> Response:
    give_up()
    if asked_of_the_api():
        return problem(status)
    if for_a_program():
        return Response(f"{message}\n", status, mimetype="text/plain")
    said = {"message": message, "help": help, "number": g.request_id}
    if asked_by_htmx():
        return make_response(render_template("components/_notice.html", **said), status)
    page = "refused.html" if status in {409, 422, 429} else "errors/page.html"
    return make_response(render_template(page, back=way_back(), **said), status)
