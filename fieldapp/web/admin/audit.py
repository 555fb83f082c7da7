"""`/admin/audit`: what was done, by whom, when, to which order or person; page by page, personal data masked."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request, url_for

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.audit import PAGE, Sought, done_by_administrators, done_to_orders, within_a_month
from fieldapp.domain.keyset import Place
from fieldapp.domain.order_list import number_in
from fieldapp.domain.people_list import people_found
from fieldapp.domain.sign_in_event import done_at_the_door
from fieldapp.web.admin.audit_words import Line, administrative, kinds, of_order
from fieldapp.web.admin.door_words import door_kinds, of_the_door
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone
from fieldapp.web.session import me

USUAL = timedelta(days=7)  # looked back when no day is said

bp = Blueprint("audit", __name__, url_prefix="/audit")


class Part(StrEnum):
    """Which journal."""

    ADMINISTRATION = "administration"
    ORDERS = "orders"
    SIGN_INS = "sign_ins"


# How a part is asked for, how a row of it is told, and which of its clocks turns the pages.
PARTS: dict[Part, tuple[Callable[[Sought], Any], Callable[[Any], Line], str]] = {
    Part.ADMINISTRATION: (done_by_administrators, administrative, "at"),
    Part.ORDERS: (done_to_orders, of_order, "received_at"),
    Part.SIGN_INS: (done_at_the_door, of_the_door, "at"),
}


@bp.get("")
def show() -> str:
    form = Form(request.args)
    part = form.optional_choice(Part, "part") or Part.ADMINISTRATION
    asked = {name: form.text(name, most=60, optional=True) for name in ("who", "order", "what")}
    begins, ends = _stretch(form.day("from", optional=True), form.day("until", optional=True))
    sought = Sought(
        branch_id=me().branch_id,
        begins=begins,
        ends=ends,
        people=_people(asked["who"]),
        what=asked["what"],
        order=number_in(asked["order"]),
        after=_after(form),
    )
    lines, after = _lines(part, sought)
    days = {"from": begins.date().isoformat(), "until": (ends - timedelta(days=1)).date().isoformat()}
    said = asked | days
    return render_template(
        "admin/audit.html",
        lines=lines,
        part=part.value,
        said=said,
        kinds=door_kinds() if part is Part.SIGN_INS else kinds(orders=part is Part.ORDERS),
        older=_url(part, said, after) if after else None,
        other={one.value: _url(one, said | {"what": ""}, "") for one in Part},
        zone=home_zone(),
    )


def _lines(part: Part, sought: Sought) -> tuple[list[Line], str]:
    """One page, and where the next one begins."""
    asked, told, clock = PARTS[part]
    rows = db.session.execute(asked(sought)).all()
    after = f"{getattr(rows[PAGE - 1], clock).isoformat()}~{rows[PAGE - 1].id}" if len(rows) > PAGE else ""
    return [told(row) for row in rows[:PAGE]], after


def _people(typed: str) -> list[UUID] | None:
    return list(db.session.scalars(people_found(me().branch_id, typed))) if typed else None


def _stretch(first: date | None, last: date | None) -> tuple[datetime, datetime]:
    """From midnight to midnight on the clocks of the branch."""
    zone = ZoneInfo(home_zone())
    last = last or now().astimezone(zone).date()
    ends = datetime.combine(last + timedelta(days=1), time(), zone)
    begins = datetime.combine(first, time(), zone) if first and first <= last else ends - USUAL
    return within_a_month(begins, ends)


def _after(form: Form) -> Place | None:
    moment, _, number = form.text("after", most=80, optional=True).partition("~")
    read = Form({"moment": moment, "number": number})
    at, id = read.moment("moment", "UTC", optional=True), read.whole("number", most=10**12 - 1, optional=True)
    return Place(at, id) if at and id else None


def _url(part: Part, said: dict[str, str], after: str) -> str:
    told = {"part": part.value, **said, "after": after}
    return f"{url_for('.show')}?{urlencode({name: value for name, value in told.items() if value})}"
