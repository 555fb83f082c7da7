"""`/office/figures`: every figure of a time, and one of them laid out by period, site, team, technician or branch."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _

from fieldapp.db import db
from fieldapp.domain.figure import FigureMark, Measure
from fieldapp.domain.figure_list import By, Span, counted_people, counted_sites, laid_out, totals
from fieldapp.domain.people import Department, Role
from fieldapp.web import guard
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone, today_here
from fieldapp.web.manager.chart import Chart, Value, bar_chart, line_chart
from fieldapp.web.manager.figure_groups import Group, groups_of
from fieldapp.web.manager.figure_words import GROUPS, TARGETS, Told, meaning
from fieldapp.web.session import me
from fieldapp.web.table_file import Format, table_file

USUAL = timedelta(days=29)  # the last thirty days
LONGEST = timedelta(days=3 * 366)
MOST_BARS = 20
TEAMS = (Department.REPAIR, Department.CLEANING, Department.BUTLER)
HEADER = ("figure", "group", "part", "whole", "value", "unit")

bp = Blueprint("figures", __name__, url_prefix="/figures")
bp.before_request(guard.only(Role.OPERATIONS, Role.GENERAL, Role.HEAD))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page was asked for, as its links say it again."""

    span: Span
    measure: Measure
    by: By

    def url(self, endpoint: str = "manager.figures.show", **changed: object) -> str:
        """The same page with something else in it."""
        span = self.span
        said = {
            "from": span.first, "to": span.last, "site": span.site_id, "team": span.department,
            "person": span.person_id, "figure": self.measure, "by": self.by,
        } | changed  # fmt: skip
        return f"{url_for(endpoint)}?{urlencode({name: str(value) for name, value in said.items() if value})}"


@bp.get("")
def show() -> str:
    asked = _asked(Form(request.args))
    counted = {row.measure: row for row in db.session.execute(totals(asked.span))}
    rows = db.session.execute(laid_out(asked.span, asked.by, [asked.measure])).all()
    groups = groups_of(rows, asked.span, asked.by)
    mark = db.session.get(FigureMark, me().branch_id)
    return render_template(
        "manager/figures.html",
        asked=asked,
        cells=[(words, [_told(measure, counted) for measure in measures]) for words, measures in GROUPS],
        chosen=_told(asked.measure, counted),
        meaning=meaning(asked.measure),
        groups=groups,
        chart=_chart(asked, groups) if any(group.told.whole for group in groups) else None,
        target=TARGETS.get(asked.measure),
        counted_to=mark.counted_to if mark else None,
        zone=home_zone(),
        spans=_spans(),
        ways=_ways(),
        teams=TEAMS,
        sites=db.session.execute(counted_sites(me().branch_id)).all(),
        people=db.session.execute(counted_people(me().branch_id)).all(),
    )


@bp.get("/table")
def send() -> Response:
    """Every figure, laid out in the same way, as csv or xlsx."""
    form = Form(request.args)
    asked = _asked(form)
    rows = db.session.execute(laid_out(asked.span, asked.by, list(Measure))).all()
    table = [_row(group) for group in groups_of(rows, asked.span, asked.by)]
    kind = form.optional_choice(Format, "as") or Format.CSV
    name = f"figures-{asked.span.first}-{asked.span.last}"
    return table_file(name, kind, HEADER, table, frozenset({"part", "whole", "value"}))


def _asked(form: Form) -> Asked:
    last = form.day("to", optional=True) or today_here()
    first = form.day("from", optional=True) or last - USUAL
    first = max(min(first, last), last - LONGEST)
    by = form.optional_choice(By, "by") or By.PERIOD
    everywhere = by is By.BRANCH and me().has(Role.HEAD)
    span = Span(
        branch_id=None if everywhere else me().branch_id,
        first=first,
        last=last,
        site_id=form.optional_uuid("site"),
        department=form.optional_choice(Department, "team"),
        person_id=form.optional_uuid("person"),
    )
    return Asked(span, form.optional_choice(Measure, "figure") or Measure.ON_TIME, by)


def _told(measure: Measure, counted: dict[Measure, Any]) -> Told:
    row = counted.get(measure)
    return Told(measure, int(row.part), int(row.whole)) if row else Told(measure, 0, 0)


def _chart(asked: Asked, groups: list[Group]) -> Chart:
    drawn = [Value(one.name, one.told.value, one.told.words, one.told.parts) for one in groups if one.told.whole]
    share, target = not asked.measure.is_minutes, TARGETS.get(asked.measure)
    if asked.by is By.PERIOD:
        return line_chart(drawn, share=share, target=target)
    return bar_chart(drawn[:MOST_BARS], share=share, target=target)


def _row(group: Group) -> tuple[str, ...]:
    told = group.told
    unit = "minutes" if told.measure.is_minutes else "percent"
    part = f"{told.part / 60:.1f}" if told.measure.is_minutes else str(told.part)
    return told.measure.value, group.name, part, str(told.whole), f"{told.value:.2f}", unit


def _spans() -> list[tuple[str, date, date]]:
    """The times that are asked for most."""
    today = today_here()
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    before = month - timedelta(days=1)
    return [
        (_("30 days"), today - USUAL, today),
        (_("This month"), month, today),
        (_("Last month"), before.replace(day=1), before),
        (_("This year"), year, today),
        (_("12 months"), today - timedelta(days=364), today),
    ]


def _ways() -> list[tuple[By, str]]:
    ways = [(By.PERIOD, _("Over time")), (By.SITE, _("By site")), (By.TEAM, _("By team")), (By.PERSON, _("By person"))]
    return [*ways, (By.BRANCH, _("By branch"))] if me().has(Role.HEAD) else ways
