"""The list of orders: searched, narrowed, and turned page by page."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.course import OVER
from fieldapp.domain.feed import FEED
from fieldapp.domain.keyset import Place
from fieldapp.domain.order_list import PAGE, Stage, Wanted, number_in, orders, rooms_of
from fieldapp.domain.people import Department, Role
from fieldapp.web.desk.whose import my_department
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone
from fieldapp.web.htmx import asked_by_htmx
from fieldapp.web.labels import labels
from fieldapp.web.session import me
from fieldapp.web.turning import mark, place_in

bp = Blueprint("orders", __name__)

SERVING = (Department.REPAIR, Department.CLEANING, Department.BUTLER)


@dataclass(frozen=True, slots=True)
class Search:
    """What the list was asked for, as the page shows it again."""

    words: str
    stage: Stage | None
    department: Department | None
    day: date | None

    def url(self, **changed: object) -> str:
        """The address of the same search with something else in it."""
        said = {"q": self.words, "stage": self.stage, "department": self.department, "day": self.day} | changed
        return f"{url_for('desk.orders.show')}?{urlencode({name: str(value) for name, value in said.items() if value})}"


@bp.get("")
def start() -> Response:
    return redirect(url_for("desk.new_order.show" if me().has(Role.DESK) else "desk.orders.show"))


@bp.get("/orders")
def show() -> str:
    form = Form(request.args)
    search = Search(
        words=form.text("q", most=60, optional=True),
        stage=form.optional_choice(Stage, "stage"),
        department=form.optional_choice(Department, "department"),
        day=form.day("day", optional=True),
    )
    zone = home_zone()
    # Asked before the rows are read: what happens in between is then drawn twice rather than never.
    feed = db.session.scalar(FEED, {"branch_id": me().branch_id}) if "after" not in request.args else None
    rows = db.session.execute(orders(_wanted(search, zone, place_in(form)))).all()
    older = search.url(after=mark(rows[PAGE - 1].received_at, rows[PAGE - 1].id)) if len(rows) > PAGE else None
    template = "desk/_orders.html" if asked_by_htmx() else "desk/orders.html"
    return render_template(
        template,
        orders=rows[:PAGE],
        search=search,
        older=older,
        feed=feed,
        at=now(),
        zone=zone,
        later="after" in request.args,
        serving=() if my_department() else SERVING,
        stages=[(None, _("All")), *labels(Stage)],
        over=OVER,
    )


def _wanted(search: Search, zone: str, after: Place | None) -> Wanted:
    number = number_in(search.words)
    rooms = db.session.scalars(rooms_of(me().branch_id, search.words)).all() if search.words and not number else None
    begins = datetime.combine(search.day, time(), ZoneInfo(zone)) if search.day else None
    return Wanted(
        branch_id=me().branch_id,
        rooms=rooms,
        number=number,
        stage=search.stage,
        department=my_department() or search.department,
        begins=begins,
        ends=begins + timedelta(days=1) if begins else None,
        after=after,
    )
