"""Signing in and out."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from fieldapp import passwords
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.device_session import Way
from fieldapp.domain.people import Person, person_with_login
from fieldapp.web import guard, passkeys, session
from fieldapp.web.known_browser import remember
from fieldapp.web.one_time_code import code_of
from fieldapp.web.places import local
from fieldapp.web.this_phone import is_locked
from fieldapp.web.tries import count_the_try, forgive, write_down_a_wrong_one
from fieldapp.web.words import sentence

bp = Blueprint("sign_in", __name__)
bp.before_request(guard.open_to_all())

MOST = 200  # letters of a login worth looking up


@bp.get("/sign-in")
def show() -> str | Response:
    onwards = local(request.args.get("next")) or "/"
    if session.someone():
        return redirect(onwards)
    return _page(onwards, refusal=_why_again())


@bp.post("/sign-in")
def enter() -> Response | str:
    login, password = request.form.get("login", ""), request.form.get("password", "")
    onwards = local(request.form.get("next")) or "/"
    try:
        if is_locked():
            raise RuleBroken("sign_in.phone_locked")
        count_the_try(login)
        if code_of(login, password) is not None:
            forgive(login)
            return render_template("new_password.html", login=login, code=password, onwards=onwards)
        person = who_is(login, password)
    except RuleBroken as refusal:
        return refused(refusal, login, onwards)
    return come_in(person, login, Way.PASSWORD, onwards)


@bp.post("/sign-out")
def leave() -> Response:
    session.end()
    answer = redirect(url_for(".show"), 303)
    # Whoever presses Back at a shared desk sees no owner any more. (What a phone keeps to be sent stays.)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def come_in(person: Person, login: str, way: Way, onwards: str) -> Response:
    """They have shown who they are: a session begins, and wrong tries before it no longer count."""
    forgive(login)
    session.begin(person, way)
    return remember(redirect(onwards, 303), login)


def refused(refusal: RuleBroken, login: str, onwards: str) -> Response:
    """The page once more, with the reason and the login as it was typed."""
    page = make_response(_page(onwards, login=login[:MOST], refusal=sentence(refusal)), 422)
    if "seconds" in refusal.facts:
        page.status_code = 429
        page.headers["Retry-After"] = str(refusal.facts["seconds"])
    return page


def who_is(login: str, password: str) -> Person:
    """The person with this login and password. Whether the login exists shows neither in the words nor in the time."""
    person = db.session.scalar(person_with_login(login)) if can_be_asked_for(login) else None
    right = passwords.matches(person.password_hash if person else "", password)
    if person is None or not right:
        write_down_a_wrong_one(person)
        raise RuleBroken("sign_in.wrong")
    return person


def can_be_asked_for(login: str) -> bool:
    """Could it be a login at all?"""
    return len(login) <= MOST and "\0" not in login  # PostgreSQL takes no NUL


def _why_again() -> str | None:
    """What to tell somebody who was signed in here until the office or another device ended it."""
    if is_locked():
        return sentence(RuleBroken("sign_in.phone_locked"))
    return sentence(RuleBroken("sign_in.ended")) if session.was_ended() else None


def _page(onwards: str, *, login: str = "", refusal: str | None = None) -> str:
    told = {"onwards": onwards, "login": login, "refusal": refusal, "passkeys": passkeys.offered()}
    told["ended"] = session.was_ended()
    return render_template("sign_in.html", **told)
