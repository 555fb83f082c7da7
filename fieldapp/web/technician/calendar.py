"""`/my/calendar`: a secret link by which the calendar on one's own devices shows one's appointments."""

from flask import Blueprint, Response, make_response, redirect, render_template, url_for
from werkzeug import Response as Redirect

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.calendar_link import end_link, last_ended, link_of, make_link
from fieldapp.domain.journal import Act
from fieldapp.web.home_zone import home_zone
from fieldapp.web.places import public_address
from fieldapp.web.session import me

bp = Blueprint("calendar", __name__, url_prefix="/calendar")


@bp.get("")
def show() -> Response:
    return _page()


@bp.post("")
def make() -> Response:
    token = make_link(db.session(), me().id, Act.here(by_id=me().id, now=now()))
    db.session.commit()
    return _page(public_address(url_for("calendar.show", token=token)))


@bp.post("/end")
def end() -> Redirect:
    end_link(db.session(), me().id, Act.here(by_id=me().id, now=now()))
    db.session.commit()
    return redirect(url_for(".show"), 303)


def _page(address: str = "") -> Response:
    link = db.session.scalars(link_of(me().id)).one_or_none()
    ended = None if link else db.session.scalars(last_ended(me().id)).one_or_none()
    told = render_template("technician/calendar.html", link=link, ended=ended, address=address, zone=home_zone())
    answer = make_response(told)
    answer.headers["Cache-Control"] = "no-store"
    return answer
