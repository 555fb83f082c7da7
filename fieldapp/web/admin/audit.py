"""`/admin/audit`: what was done, by whom, when, to which order or person; page by page, personal data masked."""

from collections.abc import Sequence
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
from fieldapp.web.admin.audit_words import Line, administrative, kinds, of_order
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone
from fieldapp.web.session import me

USUAL = timedelta(days=7)  # looked back when no day is said

bp = Blueprint("audit", __name__, url_prefix="/audit")


class Part(StrEnum):
    """Which journal."""

    ADMINISTRATION = "administration"
    ORDERS = "orders"


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
        kinds=kinds(orders=part is Part.ORDERS),
        older=_url(part, said, after) if after else None,
        other={one.value: _url(one, said | {"what": ""}, "") for one in Part},
        zone=home_zone(),
    )


def _lines(part: Part, sought: Sought) -> tuple[list[Line], str]:
    """One page, and where the next one begins."""
    if part is Part.ORDERS:
        rows: Sequence[Any] = db.session.execute(done_to_orders(sought)).all()
        lines = [of_order(row) for row in rows[:PAGE]]
        moments = [row.received_at for row in rows]
    else:
        rows = db.session.execute(done_by_administrators(sought)).all()
        lines = [administrative(row) for row in rows[:PAGE]]
        moments = [row.at for row in rows]
    more = len(rows) > PAGE
    return lines, f"{moments[PAGE - 1].isoformat()}~{rows[PAGE - 1].id}" if more else ""


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
